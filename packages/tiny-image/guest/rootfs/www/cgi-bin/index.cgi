#!/bin/sh
# Writes the response for "/".
printf 'Content-Type: text/plain\r\nCache-Control: no-store\r\n\r\n'
hostname
