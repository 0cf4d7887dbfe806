#!/bin/sh
# What the web server answers at "/".
printf 'Content-Type: text/plain\r\nCache-Control: no-store\r\n\r\n'
hostname
