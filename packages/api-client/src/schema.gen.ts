// The types of picostack's REST API.
// Generated from packages/api-client/openapi.json by `npm run generate`. Do not edit.

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Liveness check */
        get: operations["Health_healthz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Readiness check
         * @description The server is ready if it can write to the database, libvirt responds, and both storage pools can be used.
         */
        get: operations["Health_readyz"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List past events, or follow the live stream
         * @description By default the response is a page of the log, newest first. With `Accept: text/event-stream` it is a server-sent event stream: first `ready`, then `change` (an event, with its id), and `operation`, `image`, `instance` and `domain` (notifications, which have no id and are not stored). A reader that resumes with `Last-Event-ID` gets all events after that one; `0` means all stored events. `gap` means that events are no longer in the log, or that the id is not from this log: read everything again. The filters apply to both: a stream with a filter contains the matching events and no notifications. `limit`, `offset` and `sort` only apply to the page. By default events are stored for 90 days.
         */
        get: operations["Events_read"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List long-running operations, newest first */
        get: operations["Operations_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an operation and its progress */
        get: operations["Operations_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/operations/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an operation and undo its changes
         * @description Legal while `canCancel` is true. The operation ends as `cancelled` after its changes are undone.
         */
        post: operations["Operations_cancel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show who is signed in */
        get: operations["Session_show"];
        put?: never;
        /**
         * Sign in
         * @description Opens a session and sets the cookie `picostack_session`. Programs send a bearer token instead and need no session.
         */
        post: operations["Session_signIn"];
        /**
         * Sign out
         * @description Ends the session. A token is not revoked.
         */
        delete: operations["Session_signOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change your own password
         * @description Ends all of the user's other sessions, and sets a new cookie for this one.
         */
        put: operations["Session_changePassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List bearer tokens
         * @description The secrets are not included.
         */
        get: operations["Tokens_list"];
        put?: never;
        /**
         * Create a bearer token
         * @description The secret is shown only in this response.
         */
        post: operations["Tokens_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tokens/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke a bearer token
         * @description Closes the event streams that were opened with it.
         */
        delete: operations["Tokens_revoke"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List users */
        get: operations["Users_list"];
        put?: never;
        /**
         * Create a user
         * @description The user gets a random password, which is shown only in this response.
         */
        post: operations["Users_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Delete a user
         * @description Ends all sessions of the user. Tokens are not revoked.
         */
        delete: operations["Users_remove"];
        options?: never;
        head?: never;
        /** Change the role of a user, or disable or enable the user */
        patch: operations["Users_update"];
        trace?: never;
    };
    "/api/v1/users/{id}/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reset the password of a user
         * @description Sets a random password, which is shown only in this response, and ends all sessions of the user.
         */
        post: operations["Users_resetPassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/host": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Describe the host: libvirt, virtualization type, processors, memory and storage pools */
        get: operations["Host_describe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/storage/volumes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the volumes of libvirt that can become images
         * @description The pools are those of the setting PICOSTACK_IMPORT_POOLS.
         */
        get: operations["Storage_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flavours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the flavours */
        get: operations["Flavours_list"];
        put?: never;
        /** Create a flavour */
        post: operations["Flavours_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/flavours/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a flavour by id or name */
        get: operations["Flavours_get"];
        put?: never;
        post?: never;
        /** Delete a flavour without instances */
        delete: operations["Flavours_remove"];
        options?: never;
        head?: never;
        /** Change a flavour; existing instances keep their sizes */
        patch: operations["Flavours_update"];
        trace?: never;
    };
    "/api/v1/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the cloud images that can be imported by name */
        get: operations["Catalogue_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/catalogue/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get a cloud image of the catalogue by name */
        get: operations["Catalogue_get"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/builds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the images that the server can build */
        get: operations["ImageBuilds_list"];
        put?: never;
        /**
         * Build an image on the host of the server
         * @description An operation builds the image and registers it. One build of each recipe runs at a time.
         */
        post: operations["ImageBuilds_build"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the images */
        get: operations["Images_list"];
        put?: never;
        /**
         * Register an image
         * @description With `path`, an operation reads the file on the host; with `url`, it downloads the file; with `volume`, it reads a volume of libvirt. Otherwise upload the content with `PUT /images/{id}/content`, or with `/images/{id}/upload`, which can be resumed.
         */
        post: operations["Images_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/lookup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Look up a file on another server
         * @description Follows redirections and reads the headers of the file, without downloading it.
         */
        post: operations["Images_lookUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an image by id or name */
        get: operations["Images_get"];
        put?: never;
        post?: never;
        /**
         * Delete an image
         * @description An image with clones is deleted only with `makeIndependent=true`: an operation makes its clones independent, one after the other, and then deletes the image. If one clone cannot be made independent, the image stays.
         */
        delete: operations["Images_remove"];
        options?: never;
        head?: never;
        /** Change the metadata of an image; its content never changes */
        patch: operations["Images_update"];
        trace?: never;
    };
    "/api/v1/images/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verify the file of an image
         * @description Reads the whole file as it is stored. The first time, its SHA-256 is recorded (`fileSha256`); later it is compared. A file with another SHA-256 is `changed`, and cannot be cloned.
         */
        post: operations["Images_verify"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/{id}/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download an image
         * @description A download as qcow2 or raw has an ETag, and can resume (`Range`, `If-Range`); of several ranges the whole content is sent. As `zst` the raw content is compressed while it is sent, so that its length is not known.
         */
        get: operations["Images_download"];
        /**
         * Upload the content of an image
         * @description The body is the disk image: `curl -T disk.qcow2 -H "Authorization: Bearer ..." .../content`. If the content is refused, the image is deleted.
         */
        put: operations["Images_put"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/images/{id}/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin an upload that can be resumed
         * @description For a registered image that waits for its content. Send the content with `PATCH`; after a lost connection, `HEAD` says where to continue. The protocol is tus 1.0 with the extensions creation, termination and expiration: https://tus.io. A client that can only send GET and POST sends `PATCH`, `DELETE` and `HEAD` as a POST with the method in `X-HTTP-Method-Override`; such a request passes the checks of both methods.
         */
        post: operations["Uploads_create"];
        /**
         * Cancel an upload
         * @description Ends a `PATCH` that is under way, and deletes the image.
         */
        delete: operations["Uploads_cancel"];
        /** Read what the server supports of the tus protocol */
        options: operations["Uploads_options"];
        /**
         * Read how much of an upload has arrived
         * @description Ends a `PATCH` that is under way, so that a client can continue at once.
         */
        head: operations["Uploads_head"];
        /**
         * Send a part of the content
         * @description The part begins at `Upload-Offset`. It ends an earlier `PATCH` that is under way. After the last byte, an operation `image.import` checks and converts the content.
         */
        patch: operations["Uploads_append"];
        trace?: never;
    };
    "/api/v1/domains": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the foreign domains
         * @description A foreign domain has no instance record. Picostack lists it and never changes it. Sort by `name` or `-name`.
         */
        get: operations["Domains_list"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/domains/{id}/adopt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Adopt a domain as an instance, by UUID or name
         * @description Only the metadata of the domain changes, whether it is running or not. Its disks stay where they are. The instance has no image and no flavour. Ports can be mapped if the first network card has the type `user`. Deleting the instance releases the domain: only the record and the metadata are removed.
         */
        post: operations["Domains_adopt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List instances */
        get: operations["Instances_list"];
        put?: never;
        /**
         * Create and start one or more instances from an image
         * @description With `count`, the request creates all instances in one operation, `instance.createMany`, whose resource name is the pattern. If one instance cannot be created, none is. The instances start after all of them are created.
         */
        post: operations["Instances_create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get an instance by id or name */
        get: operations["Instances_get"];
        put?: never;
        post?: never;
        /**
         * Delete an instance, its disk and its port mappings
         * @description Legal while the instance is off; with `force=true` also while it is running. With `keepDisk=true` the disk stays in the storage pool. Deleting an adopted instance only releases it, whether it is running or not: its domain and its disks always stay. A protected instance cannot be deleted, not even with `force`.
         */
        delete: operations["Instances_remove"];
        options?: never;
        head?: never;
        /**
         * Update the description, tags, notes, protection or autostart of an instance
         * @description Fields that the request does not contain stay as they are.
         */
        patch: operations["Instances_update"];
        trace?: never;
    };
    "/api/v1/instances/{id}/xml": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Get the domain XML of an instance */
        get: operations["Instances_xml"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the events of an instance, newest first */
        get: operations["Instances_events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/start": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Start an instance
         * @description Legal while the instance is off. If its memory is saved to disk (`hasSavedState`), the guest continues from there.
         */
        post: operations["Instances_start"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an instance
         * @description Legal while the instance is running and its domain has a definition. Picostack presses the power button (ACPI). It forces the guest off if the guest does not shut down in time, and immediately if the guest crashed. It wakes a suspended guest first.
         */
        post: operations["Instances_stop"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/restart": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop an instance, then start it
         * @description Legal while the instance is running, or crashed with its memory preserved, and its domain has a definition.
         */
        post: operations["Instances_restart"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pause a running instance
         * @description Legal while the instance is running. Its memory stays allocated.
         */
        post: operations["Instances_pause"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resume a paused instance
         * @description Legal while the instance is paused. A suspended guest wakes up.
         */
        post: operations["Instances_resume"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/discard-saved-state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Discard the memory of an instance that is saved to disk
         * @description Legal while `hasSavedState` is true. The guest loses what it had in memory, as in a power failure, and boots at its next start.
         */
        post: operations["Instances_discardSavedState"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/rename": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rename an instance
         * @description Legal while the instance is stopped or crashed. The domain, and the host name that the guest gets from DHCP, change too.
         */
        post: operations["InstanceChanges_rename"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/resize": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Resize an instance to another flavour
         * @description Legal while the domain has a definition and no saved memory. Picostack changes memory and CPUs in the definition, together with the CPU topology and a single NUMA cell. If the XML of the domain makes the new size ambiguous, the request fails with the reason. A running guest gets what QEMU can change immediately; `pendingSize` shows what changes at its next start. If the flavour has a larger disk size, the disk grows. The disks of an adopted instance do not change.
         */
        post: operations["InstanceChanges_resize"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/grow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Grow the disk of an instance
         * @description Legal while the instance is stopped, crashed, running or paused. A running guest sees the larger disk immediately. Growing the file systems on the disk is up to the guest.
         */
        post: operations["InstanceChanges_grow"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/clone": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Clone an instance, including its disk
         * @description Legal while the instance is running, paused, stopped or crashed; a running guest continues to run. The clone gets the size, description and tags of the instance, and a MAC address and host ports of its own. The resource of the operation is the clone. Only the disk that picostack created is copied.
         */
        post: operations["InstanceCopies_clone"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/rebuild": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replace the disk of an instance with a new clone of an image
         * @description Legal while the instance is stopped or crashed. All data on the old disk is deleted. The name, MAC address, port mappings, size and manual changes of the domain stay. The new disk is at least as large as the old one.
         */
        post: operations["InstanceCopies_rebuild"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/detach": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an instance independent of its image
         * @description Legal while the instance is running, paused, stopped or crashed, and its disk is a clone of an image. QEMU copies into the disk what it shares with the image, while a running guest continues. Afterwards `image` is null. If the operation is cancelled, the disk stays a clone.
         */
        post: operations["InstanceCopies_detach"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/publish": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create an image from the disk of an instance
         * @description Legal while the instance is running, paused, stopped or crashed; a running guest continues to run. The new image has no backing image. It gets the default ports, default user and minimum memory of the image of the instance. Only the disk that picostack created is copied.
         */
        post: operations["InstanceCopies_publish"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/redefine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Define the domain of an instance again
         * @description Legal while the instance is missing, unless it was adopted, and while it is running without a definition (`isPersistent` is false). A missing instance gets its existing disk and the last domain XML that picostack read, so that manual changes are kept; passwords in it are lost. A running guest continues to run, and its live XML becomes its definition. To remove the instance instead, delete it; with `keepDisk=true` its disk stays.
         */
        post: operations["Redefinition_redefine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/ports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the port mappings of an instance */
        get: operations["Ports_list"];
        put?: never;
        /**
         * Forward a port of the host to a port of the guest
         * @description Takes effect immediately if the guest is running.
         */
        post: operations["Ports_add"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/ports/{portId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a port mapping
         * @description Takes effect immediately if the guest is running.
         */
        delete: operations["Ports_remove"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/console": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List who has consoles of an instance open */
        get: operations["Consoles_viewers"];
        put?: never;
        /**
         * Get a ticket for a console
         * @description It opens the WebSocket at `path` once, within 30 s, for the session or token that asked for it. Offer the protocols `picostack.console.v1` and `ticket.TICKET`.
         */
        post: operations["Consoles_open"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/console/vnc": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Open the screen as a WebSocket
         * @description Binary messages carry the VNC protocol (RFB 3.8, without a password). The server closes the connection with 4000 when the guest stops, 4001 when the session or token ends or the role changes, and 4002 when the screen cannot be reached.
         */
        get: operations["Consoles_vnc"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/instances/{id}/screenshot": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Take a screenshot of an instance, as PNG */
        get: operations["Screenshots_take"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/recover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore missing records from libvirt
         * @description Use this after the database was lost or replaced by an older copy. Images are restored from the volumes in their storage pool, instances and their port mappings from the metadata of their domains. Recorded values are validated like a request; values that are not valid are left out and listed in `problems`. If the metadata or the record of an instance names another disk or image than the domain uses, the domain decides. A domain without metadata is recognized by its disk, and gets its metadata again. Users and tokens cannot be restored. Nothing else in libvirt changes, and no disk is deleted.
         */
        post: operations["Recover_recover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        HealthDto: {
            /**
             * @description Always `ok`: otherwise the answer is a problem.
             * @enum {string}
             */
            status: "ok";
        };
        FieldErrorDto: {
            /**
             * @description Path of the field in the request body.
             * @example ports.0.guestPort
             */
            field: string;
            /**
             * @description Why it is invalid.
             * @example must not be greater than 65535
             */
            message: string;
        };
        ProblemDto: {
            /**
             * @description URI of the type of problem.
             * @example about:blank
             */
            type: string;
            /**
             * @description Name of the HTTP status.
             * @example Conflict
             */
            title: string;
            /**
             * @description The HTTP status.
             * @example 409
             */
            status: number;
            /**
             * @description What failed, on what, why, and what to do now.
             * @example The name "web-1" is taken by another instance. Choose another name.
             */
            detail: string;
            /**
             * @description Stable, machine-readable code of the error.
             * @example nameTaken
             */
            code: string;
            /** @description Id of the request in the log of the server. */
            requestId: string;
            /** @description The invalid fields. */
            errors?: components["schemas"]["FieldErrorDto"][];
            /** @description The actions that are legal in the current state. */
            legal?: string[];
            /** @description The current ETag of a resource that has changed. */
            etag?: string;
            /** @description The names of the instances that prevent the request. */
            instances?: string[];
        };
        ResourceRef: {
            /**
             * @description The kind of thing.
             * @enum {string}
             */
            type: "instance" | "image" | "flavour" | "host" | "token" | "user";
            /** @description Its id. */
            id: string;
            /** @description Its name at that time. */
            name: string;
        };
        EventDto: {
            /** @description Grows with each event; `Last-Event-ID` of the stream. */
            id: number;
            /**
             * Format: date-time
             * @description When it happened (UTC).
             */
            time: string;
            /**
             * @description What happened.
             * @enum {string}
             */
            kind: "instance.created" | "instance.started" | "instance.stopped" | "instance.crashed" | "instance.paused" | "instance.resumed" | "instance.deleted" | "instance.released" | "instance.failed" | "instance.changed" | "instance.missing" | "instance.recovered" | "instance.redefined" | "instance.rebooted" | "instance.snapshotted" | "instance.adopted" | "image.created" | "image.ready" | "image.failed" | "image.deleted" | "image.changed" | "flavour.created" | "flavour.changed" | "flavour.deleted" | "libvirt.connected" | "libvirt.disconnected" | "auth.signedIn" | "auth.signedOut" | "auth.signInFailed" | "auth.passwordChanged" | "auth.userCreated" | "auth.userChanged" | "auth.userDeleted" | "auth.tokenCreated" | "auth.tokenRevoked";
            /** @description What it is about. */
            resource: components["schemas"]["ResourceRef"] | null;
            /**
             * @description Who caused it: a user, a token, `system` (picostack itself), `guest` (the guest itself) or `outside` (virsh or another program).
             * @example admin
             */
            actor: string;
            /**
             * @description Why it happened, if that is known. Null if a user requested it.
             * @example the guest shut down
             */
            cause: string | null;
            /** @description More about it, by kind. */
            details: {
                [key: string]: unknown;
            };
        };
        TransferDto: {
            /** @description Number of bytes of this step so far. */
            receivedBytes: number;
            /** @description Number of bytes of this step in all; null: unknown. */
            totalBytes: number | null;
            /** @description Speed, smoothed over the last seconds; null: unknown. */
            bytesPerSecond: number | null;
            /** @description Seconds until the end of this step at this speed; null: unknown. */
            secondsLeft: number | null;
        };
        OperationErrorDto: {
            /**
             * @description Stable code of the error.
             * @example insufficientStorage
             */
            code: string;
            /** @description What failed, on what, and what to do now. */
            detail: string;
        };
        OperationDto: {
            /**
             * Format: uuid
             * @description Id of the operation.
             */
            id: string;
            /**
             * @description Kind of the operation.
             * @enum {string}
             */
            kind: "instance.create" | "instance.createMany" | "instance.clone" | "instance.rebuild" | "instance.detach" | "instance.publish" | "instance.grow" | "instance.resize" | "instance.rename" | "instance.redefine" | "instance.start" | "instance.stop" | "instance.restart" | "instance.pause" | "instance.resume" | "instance.discardSavedState" | "instance.delete" | "instance.release" | "image.import" | "image.build" | "image.verify" | "image.retire";
            /** @description The resource that the operation changes or creates. */
            resource: components["schemas"]["ResourceRef"];
            /**
             * @description Status of the operation.
             * @enum {string}
             */
            status: "queued" | "running" | "succeeded" | "failed" | "cancelled";
            /** @description How much is done, from 0 to 1; null if unknown. */
            progress: number | null;
            /** @description Name of the step that is running. */
            step: string | null;
            /** @description The bytes of the step that is running, if it transfers an image. */
            transfer: components["schemas"]["TransferDto"] | null;
            /** @description Whether the operation can be cancelled now. */
            canCancel: boolean;
            /** @description Why the operation failed. */
            error: components["schemas"]["OperationErrorDto"] | null;
            /** @description The user or token that requested the operation. */
            actor: string;
            /**
             * Format: date-time
             * @description When the operation was requested (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the operation began to run.
             */
            startedAt: string | null;
            /**
             * Format: date-time
             * @description When the operation ended, whatever its status.
             */
            finishedAt: string | null;
        };
        SignInDto: {
            /**
             * @description User name.
             * @example admin
             */
            name: string;
            /**
             * Format: password
             * @description Password.
             */
            password: string;
        };
        SessionDto: {
            /**
             * @description User name, or `token:NAME`.
             * @example admin
             */
            name: string;
            /**
             * @description `viewer` may read; `operator` may also act on images and instances; `admin` may do everything.
             * @enum {string}
             */
            role: "viewer" | "operator" | "admin";
        };
        ChangePasswordDto: {
            /**
             * Format: password
             * @description The current password.
             */
            currentPassword: string;
            /**
             * Format: password
             * @description The new password. Longer passwords are safer; no particular kinds of characters are required.
             */
            newPassword: string;
        };
        TokenDto: {
            /**
             * Format: uuid
             * @description Id of the token.
             */
            id: string;
            /**
             * @description What the token is for.
             * @example ci
             */
            name: string;
            /**
             * @description `viewer` may read; `operator` may also act on images and instances; `admin` may do everything.
             * @enum {string}
             */
            role: "viewer" | "operator" | "admin";
            /**
             * Format: date-time
             * @description When the token was created (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the token was last used, to the minute; null if it was never used.
             */
            lastUsedAt: string | null;
            /**
             * Format: date-time
             * @description When the token expires; null if it is valid until it is revoked.
             */
            expiresAt: string | null;
        };
        CreateTokenDto: {
            /**
             * @description What the token is for. Events show it as `token:NAME`.
             * @example ci
             */
            name: string;
            /**
             * @description `viewer` may read; `operator` may also act on images and instances; `admin` may do everything.
             * @enum {string}
             */
            role: "viewer" | "operator" | "admin";
            /**
             * Format: date-time
             * @description When the token expires. By default it is valid until it is revoked.
             * @example 2027-01-01T00:00:00Z
             */
            expiresAt?: string;
        };
        CreatedTokenDto: {
            /**
             * Format: uuid
             * @description Id of the token.
             */
            id: string;
            /**
             * @description What the token is for.
             * @example ci
             */
            name: string;
            /**
             * @description `viewer` may read; `operator` may also act on images and instances; `admin` may do everything.
             * @enum {string}
             */
            role: "viewer" | "operator" | "admin";
            /**
             * Format: date-time
             * @description When the token was created (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the token was last used, to the minute; null if it was never used.
             */
            lastUsedAt: string | null;
            /**
             * Format: date-time
             * @description When the token expires; null if it is valid until it is revoked.
             */
            expiresAt: string | null;
            /**
             * @description The secret. Send it as `Authorization: Bearer`. It is not stored, and not shown again.
             * @example pstk_Zm9vYmFyYmF6cXV4cXV1eGNvcmdlZ3JhdWx0Z2FycGx5
             */
            token: string;
        };
        UserDto: {
            /**
             * Format: uuid
             * @description Id of the user.
             */
            id: string;
            /**
             * @description User name.
             * @example ann
             */
            name: string;
            /**
             * @description `viewer` may read; `operator` may also act on images and instances; `admin` may do everything.
             * @enum {string}
             */
            role: "viewer" | "operator" | "admin";
            /** @description Whether the user may not sign in. */
            disabled: boolean;
            /**
             * Format: date-time
             * @description When the user was created (UTC).
             */
            createdAt: string;
        };
        CreateUserDto: {
            /**
             * @description User name. `system`, `outside`, `guest`, `local`, `unknown` are reserved, because they have a meaning in events.
             * @example ann
             */
            name: string;
            /**
             * @description `viewer` may read; `operator` may also act on images and instances; `admin` may do everything.
             * @enum {string}
             */
            role: "viewer" | "operator" | "admin";
        };
        UserWithPasswordDto: {
            /**
             * Format: uuid
             * @description Id of the user.
             */
            id: string;
            /**
             * @description User name.
             * @example ann
             */
            name: string;
            /**
             * @description `viewer` may read; `operator` may also act on images and instances; `admin` may do everything.
             * @enum {string}
             */
            role: "viewer" | "operator" | "admin";
            /** @description Whether the user may not sign in. */
            disabled: boolean;
            /**
             * Format: date-time
             * @description When the user was created (UTC).
             */
            createdAt: string;
            /**
             * @description A random password. Only its hash is stored. Users should change it when they first sign in.
             * @example k7wq-0x4m-9tzd-c2hv-e5rs
             */
            password: string;
        };
        UpdateUserDto: {
            /**
             * @description `viewer` may read; `operator` may also act on images and instances; `admin` may do everything.
             * @enum {string}
             */
            role?: "viewer" | "operator" | "admin";
            /** @description Whether the user may not sign in. Disabling a user ends their sessions. */
            disabled?: boolean;
        };
        PoolDto: {
            /**
             * @description Its name in libvirt.
             * @example picostack-disks
             */
            name: string;
            /** @description Its folder on the host. */
            path: string;
            /** @description Size of the filesystem in bytes. */
            capacityBytes: number;
            /** @description Free space of the filesystem in bytes. */
            availableBytes: number;
            /** @description Why it cannot be used: libvirt cannot start it, or its folder is unavailable. Null if it can be used; otherwise its sizes are 0. */
            problem: string | null;
        };
        PortRangeDto: {
            /**
             * @description The first port.
             * @example 40000
             */
            from: number;
            /**
             * @description The last port.
             * @example 44999
             */
            to: number;
        };
        HostDto: {
            /** @description Host name. */
            name: string | null;
            /**
             * @description Processor architecture.
             * @example x86_64
             */
            arch: string | null;
            /**
             * @description The libvirt connection in use.
             * @example qemu:///system
             */
            libvirtUri: string;
            /** @description Whether libvirt is connected. */
            libvirtConnected: boolean;
            /**
             * @description Why libvirt is not connected, and what to do about it.
             * @example connect ENOENT /run/libvirt/libvirt-sock
             */
            libvirtProblem: string | null;
            /**
             * @description Version of libvirt.
             * @example 9.0.0
             */
            libvirtVersion: string | null;
            /**
             * @description Version of QEMU.
             * @example 7.2.0
             */
            hypervisorVersion: string | null;
            /**
             * @description `qemu` is software emulation.
             * @enum {string|null}
             */
            virtType: "kvm" | "qemu" | null;
            /** @description Why this virtualization type is used. */
            virtTypeReason: string | null;
            /** @description Processors of the host. */
            cpus: number | null;
            /** @description Memory of the host in MiB. */
            memoryMiB: number | null;
            /** @description Free memory in MiB. */
            memoryFreeMiB: number | null;
            /** @description The storage pools. Empty while libvirt is not connected. */
            pools: components["schemas"]["PoolDto"][];
            /** @description Range of host ports for mappings. */
            portRange: components["schemas"]["PortRangeDto"];
            /** @description Default address of port mappings. */
            portAddress: string;
            /**
             * @description Version of picostack.
             * @example 0.1.0
             */
            picostackVersion: string;
        };
        StoragePoolDto: {
            /** @description Name of the pool. */
            name: string;
            /** @description Whether it is running. The volumes of a stopped pool are not known. */
            isActive: boolean;
        };
        StorageVolumeDto: {
            /** @description Name of its pool. */
            pool: string;
            /** @description Name of the volume. */
            name: string;
            /** @description Format as libvirt sees it, such as `qcow2`, `raw` or `iso`. */
            format: string | null;
            /** @description Size of the disk in bytes, as a guest sees it. */
            capacityBytes: number;
            /** @description Size of its file or device in bytes. */
            sizeBytes: number;
        };
        StorageVolumesDto: {
            /** @description The pools whose volumes may be imported. */
            pools: components["schemas"]["StoragePoolDto"][];
            /** @description Their volumes; at most 1,000. */
            items: components["schemas"]["StorageVolumeDto"][];
        };
        FlavourDto: {
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /**
             * @description Unique name.
             * @example medium
             */
            name: string;
            /**
             * @description Memory in MiB.
             * @example 2048
             */
            memoryMiB: number;
            /**
             * @description Virtual processors.
             * @example 2
             */
            vcpus: number;
            /** @description Minimum size of the disk in GiB. */
            diskGiB: number | null;
            /**
             * Format: date-time
             * @description Time of creation (UTC).
             */
            createdAt: string;
        };
        CreateFlavourDto: {
            /**
             * @description Unique name.
             * @example medium
             */
            name: string;
            /**
             * @description Memory in MiB.
             * @example 2048
             */
            memoryMiB: number;
            /**
             * @description Virtual processors.
             * @example 2
             */
            vcpus: number;
            /** @description Minimum size of the disk in GiB. Null: the size of the image. */
            diskGiB?: number | null;
        };
        UpdateFlavourDto: {
            /**
             * @description Unique name.
             * @example medium
             */
            name?: string;
            /**
             * @description Memory in MiB.
             * @example 2048
             */
            memoryMiB?: number;
            /**
             * @description Virtual processors.
             * @example 2
             */
            vcpus?: number;
            /** @description Minimum size of the disk in GiB. Null: the size of the image. */
            diskGiB?: number | null;
        };
        GuestPortDto: {
            /**
             * @description Protocol.
             * @default tcp
             * @enum {string}
             */
            protocol: "tcp" | "udp";
            /**
             * @description Port inside the guest.
             * @example 22
             */
            guestPort: number;
        };
        CatalogueEntryDto: {
            /**
             * @description Unique name.
             * @example debian-13
             */
            name: string;
            /**
             * @description Name for people.
             * @example Debian 13 (trixie)
             */
            title: string;
            /** @description More about the image; may be empty. */
            description: string;
            /**
             * @description The operating system.
             * @example Debian 13
             */
            osInfo: string;
            /** @description Web page about the image. */
            homepage: string | null;
            /**
             * @description Processor architecture of the guest.
             * @enum {string}
             */
            architecture: "x86_64";
            /** @description Address of the image. */
            url: string;
            /** @description Address of a file with the SHA-256 or SHA-512 of the file at `url`. */
            checksumUrl: string;
            /**
             * @description Format of the disk image after decompression.
             * @enum {string}
             */
            format: "qcow2" | "raw";
            /**
             * @description How the file at `url` is compressed. Null: it is not.
             * @enum {string|null}
             */
            compression: "gz" | "xz" | "zst" | "bz2" | null;
            /**
             * @description User to sign in as.
             * @example debian
             */
            defaultUser: string | null;
            /**
             * @description Minimum memory of a guest in MiB.
             * @example 512
             */
            minMemoryMiB: number;
            /**
             * @description Minimum size of the disk of a guest in GiB.
             * @example 3
             */
            minDiskGiB: number;
            /**
             * @description Firmware that can boot the image.
             * @enum {string}
             */
            firmware: "bios" | "uefi" | "any";
            /** @description Ports to map for a new instance by default. */
            defaultPorts: components["schemas"]["GuestPortDto"][];
        };
        ImageRecipeDto: {
            /**
             * @description Name of the recipe.
             * @enum {string}
             */
            recipe: "tiny" | "jeos";
            /**
             * @description Short title.
             * @example Debian
             */
            title: string;
            /** @description What the image is, and how long the build takes. */
            description: string;
            /** @description Whether this server can build it. */
            available: boolean;
            /** @description Why this server cannot build it, and what to do. */
            problem: string | null;
        };
        ImageRecipesDto: {
            /** @description The recipes. */
            items: components["schemas"]["ImageRecipeDto"][];
        };
        BuildImageDto: {
            /**
             * @description What to build, see `GET /images/builds`.
             * @enum {string}
             */
            recipe: "tiny" | "jeos";
            /**
             * @description Unique name of the image. The default is `tiny`, `debian-12` or `debian-13`.
             * @example debian-13
             */
            name?: string;
            /**
             * @description How the disk is stored. `zstd`: compressed, which needs `qemu-img` on the host of the server; instances read such an image slower. `none`, the default: not compressed. An installer (`iso`) is never compressed.
             * @enum {string}
             */
            compression?: "none" | "zstd";
            /**
             * @description Release of Debian. The default is `bookworm`.
             * @enum {string}
             */
            suite?: "bookworm" | "trixie";
            /** @description Size of the disk in GiB. The default is 4. */
            sizeGiB?: number;
            /**
             * @description Hostname until cloud-init sets that of the instance. The default is `debian`.
             * @example web-1
             */
            hostname?: string;
            /**
             * @description Further Debian packages.
             * @example [
             *       "nginx-light"
             *     ]
             */
            packages?: string[];
            /** @description Public SSH keys that may log in, each a line as in authorized_keys. */
            sshKeys?: string[];
            /**
             * @description Locale. The default is `C.UTF-8`.
             * @example en_GB.UTF-8
             */
            locale?: string;
            /** @description Whether to install cloud-init; the user is then `debian` instead of `root`. The default is true. */
            cloudInit?: boolean;
        };
        ImageUploadDto: {
            /** @description Length of the whole content in bytes. */
            lengthBytes: number;
            /** @description Name of the file, if it is known. */
            fileName: string | null;
            /**
             * Format: date-time
             * @description When the upload is removed if no more bytes arrive (UTC).
             */
            expiresAt: string;
            /** @description Whether a client is sending now. Otherwise it is interrupted. */
            isReceiving: boolean;
        };
        ImageProgressDto: {
            /** @description Number of bytes of this step so far. */
            receivedBytes: number;
            /** @description Number of bytes of this step in all; null: unknown. */
            totalBytes: number | null;
            /** @description Speed, smoothed over the last seconds; null: unknown. */
            bytesPerSecond: number | null;
            /** @description Seconds until the end of this step at this speed; null: unknown. */
            secondsLeft: number | null;
            /**
             * @description Name of the step.
             * @example receiving
             */
            step: string;
        };
        ImageDto: {
            /**
             * Format: uuid
             * @description Id.
             */
            id: string;
            /**
             * @description Unique name.
             * @example debian-13
             */
            name: string;
            /** @description Free-text description. */
            description: string;
            /**
             * @description `importing`: waits for its content, or is importing it. `ready`: can be cloned. `failed`: `lastError` has the reason.
             * @enum {string}
             */
            status: "importing" | "ready" | "failed" | "deleting";
            /**
             * @description Format of the uploaded content. It is stored as qcow2; the content of `iso` is kept as it is.
             * @enum {string}
             */
            format: "qcow2" | "raw" | "vmdk" | "vdi" | "vhdx" | "vpc" | "iso" | "ova";
            /**
             * @description `disk`: instances are cloned from it. `installer`: a CD with an installation program, which cannot be launched.
             * @enum {string}
             */
            kind: "disk" | "installer";
            /**
             * @description How its disk is stored: `none`: not compressed; `zstd`: compressed.
             * @enum {string}
             */
            compression: "none" | "zstd";
            /** @description Size of the disk in bytes, as a guest sees it. */
            virtualSizeBytes: number | null;
            /** @description Size of its file on the host in bytes. */
            fileSizeBytes: number | null;
            /** @description During an upload or import: the number of bytes so far. */
            uploadedBytes: number | null;
            /** @description The upload that can be resumed, see `/images/{id}/upload`, until it is complete. */
            upload: components["schemas"]["ImageUploadDto"] | null;
            /** @description During an upload, import or build: the step, and its bytes. */
            progress: components["schemas"]["ImageProgressDto"] | null;
            /** @description SHA-256 of the uploaded content, before it was decompressed. */
            sha256: string | null;
            /**
             * @description Source of the content.
             * @example upload
             */
            source: string;
            /** @description The operating system. */
            osInfo: string | null;
            /** @description User to sign in as. */
            defaultUser: string | null;
            /** @description Minimum memory of a guest in MiB. */
            minMemoryMiB: number | null;
            /** @description Minimum size of the disk of a guest in GiB. */
            minDiskGiB: number | null;
            /** @description Ports to map for a new instance by default. */
            defaultPorts: components["schemas"]["GuestPortDto"][];
            /** @description Tags. */
            tags: string[];
            /** @description Name of the flavour of new instances, if there is one with this name. */
            recommendedFlavour: string | null;
            /**
             * @description Firmware of new instances.
             * @enum {string}
             */
            firmware: "bios" | "uefi";
            /**
             * @description Virtual hardware of new instances.
             * @enum {string}
             */
            deviceProfile: "linux" | "windows" | "legacy";
            /** @description Whether it cannot be deleted or replaced. */
            isProtected: boolean;
            /** @description Version: 1, and one more than the image that it replaced. */
            version: number;
            /**
             * Format: uuid
             * @description Id of the image that it replaced, or that it replaces when it is ready. That image may have been deleted.
             */
            replacesId: string | null;
            /**
             * Format: uuid
             * @description Id of the newer version, which has the name now. The image is deleted when its last clone is gone.
             */
            replacedById: string | null;
            /** @description Number of instances that are clones of it. An image with clones cannot be deleted. */
            cloneCount: number;
            /** @description Size of the files of its clones on the host in bytes, as they were read last. What they share with the image is not included. */
            clonesSizeBytes: number;
            /**
             * @description State of the file of a ready image. `changed`: its size, its modification time or its SHA-256 is not that of the image, so it cannot be cloned; verify it. `lastError` has the details.
             * @enum {string}
             */
            fileState: "present" | "missing" | "changed";
            /** @description SHA-256 of the file as it is stored. Null until the image is verified. */
            fileSha256: string | null;
            /**
             * Format: date-time
             * @description When the file was last found to have this SHA-256 (UTC).
             */
            verifiedAt: string | null;
            /** @description Whether its disk has a boot sector, a partition table or a CD. Null until the content is complete, and for images older than this field. */
            hasBootSignature: boolean | null;
            /** @description The error: why it failed, or that the file of a ready image is missing or was changed. */
            lastError: string | null;
            /**
             * Format: date-time
             * @description Time of creation (UTC).
             */
            createdAt: string;
        };
        VolumeSourceDto: {
            /** @description Name of the pool. */
            pool: string;
            /** @description Name of the volume. */
            name: string;
        };
        CreateImageDto: {
            /**
             * @description Unique name.
             * @example debian-13
             */
            name: string;
            /**
             * @description Format of the content; `vpc` is VHD, `iso` an installation CD, `ova` an exported virtual machine. The server never guesses it, and refuses content with another format. Content that is compressed with gzip, xz, zstd or bzip2 is decompressed first.
             * @enum {string}
             */
            format: "qcow2" | "raw" | "vmdk" | "vdi" | "vhdx" | "vpc" | "iso" | "ova";
            /**
             * @description How the disk is stored. `zstd`: compressed, which needs `qemu-img` on the host of the server; instances read such an image slower. `none`, the default: not compressed. An installer (`iso`) is never compressed.
             * @enum {string}
             */
            compression?: "none" | "zstd";
            /** @description Free-text description. */
            description?: string;
            /** @description SHA-256 of the content as it is sent, so before it is decompressed. Content with another hash is refused. */
            sha256?: string;
            /**
             * @description The operating system.
             * @example Debian 13
             */
            osInfo?: string | null;
            /**
             * @description User to sign in as, for the SSH command that the page shows.
             * @example debian
             */
            defaultUser?: string | null;
            /** @description Minimum memory of a guest in MiB. */
            minMemoryMiB?: number | null;
            /** @description Minimum size of the disk of a guest in GiB. */
            minDiskGiB?: number | null;
            /** @description Ports to map for a new instance by default. */
            defaultPorts?: components["schemas"]["GuestPortDto"][];
            /**
             * @description Tags.
             * @example [
             *       "web",
             *       "staging"
             *     ]
             */
            tags?: string[];
            /**
             * @description Name of the flavour of new instances. It is ignored while no flavour has it.
             * @example small
             */
            recommendedFlavour?: string | null;
            /**
             * @description Firmware of new instances. The default is `bios`.
             * @enum {string}
             */
            firmware?: "bios" | "uefi";
            /**
             * @description Virtual hardware of new instances. `linux`, the default: virtio. `windows`: SATA disk and e1000e network card, for which Windows has drivers, and a clock in local time. `legacy`: IDE disk and e1000 network card.
             * @enum {string}
             */
            deviceProfile?: "linux" | "windows" | "legacy";
            /** @description Refuse to delete or replace the image until the protection is removed. */
            isProtected?: boolean;
            /** @description Path of a regular file on the host with the content, in one of the folders of PICOSTACK_IMPORT_DIRS. */
            path?: string;
            /**
             * @description URL (http or https) to download the content from. Only public addresses are allowed, and those of PICOSTACK_IMPORT_NETWORKS.
             * @example https://cloud.debian.org/images/cloud/trixie/latest/debian-13-genericcloud-amd64.qcow2
             */
            url?: string;
            /** @description Volume of libvirt to read the content from, see `GET /storage/volumes`. The setting PICOSTACK_IMPORT_POOLS limits the pools. */
            volume?: components["schemas"]["VolumeSourceDto"];
            /** @description SHA-512 of the file at `url`. Content with another hash is refused. */
            sha512?: string;
            /** @description URL of a list of checksums with the SHA-256 or SHA-512 of the file at `url`, such as SHA512SUMS. */
            checksumUrl?: string;
            /**
             * @description Name of the file with the content. It is refused if its ending stands for another format than `format`.
             * @example debian-13.qcow2
             */
            fileName?: string;
            /** @description Replace the image with this name, if there is one: the new version takes the name over when it is ready, and what the request leaves out is taken from the old one. Its clones keep the old version, which is deleted when the last one is gone. */
            replaces?: boolean;
            /** @description Accept raw content without a boot signature (boot sector, partition table or CD). By default it is refused (`imageNotBootable`), because any file is valid raw content. */
            allowUnbootable?: boolean;
            /** @description Which disk of an OVA to import: 1 is the first. An OVA with several disks is refused without it (`ovaHasSeveralDisks`). */
            ovaDisk?: number;
        };
        LookUpFileDto: {
            /** @description URL of the file (http or https). */
            url: string;
        };
        RemoteFileDto: {
            /** @description URL after all redirections, without its query. */
            finalUrl: string;
            /** @description Name of the file. */
            fileName: string | null;
            /** @description Size in bytes; null: unknown. */
            sizeBytes: number | null;
            /** @description Media type. */
            mediaType: string | null;
            /** @description Whether a download can resume after a broken connection. */
            resumes: boolean;
        };
        UpdateImageDto: {
            /**
             * @description Unique name.
             * @example debian-13
             */
            name?: string;
            /** @description Free-text description. */
            description?: string;
            /**
             * @description The operating system.
             * @example Debian 13
             */
            osInfo?: string | null;
            /**
             * @description User to sign in as, for the SSH command that the page shows.
             * @example debian
             */
            defaultUser?: string | null;
            /** @description Minimum memory of a guest in MiB. */
            minMemoryMiB?: number | null;
            /** @description Minimum size of the disk of a guest in GiB. */
            minDiskGiB?: number | null;
            /** @description Ports to map for a new instance by default. */
            defaultPorts?: components["schemas"]["GuestPortDto"][];
            /**
             * @description Tags.
             * @example [
             *       "web",
             *       "staging"
             *     ]
             */
            tags?: string[];
            /**
             * @description Name of the flavour of new instances. It is ignored while no flavour has it.
             * @example small
             */
            recommendedFlavour?: string | null;
            /**
             * @description Firmware of new instances. The default is `bios`.
             * @enum {string}
             */
            firmware?: "bios" | "uefi";
            /**
             * @description Virtual hardware of new instances. `linux`, the default: virtio. `windows`: SATA disk and e1000e network card, for which Windows has drivers, and a clock in local time. `legacy`: IDE disk and e1000 network card.
             * @enum {string}
             */
            deviceProfile?: "linux" | "windows" | "legacy";
            /** @description Refuse to delete or replace the image until the protection is removed. */
            isProtected?: boolean;
        };
        VerifyImageDto: {
            /** @description Accept the file as it is, although it was changed: its SHA-256 replaces the recorded one. The default is to refuse it. */
            acceptChange?: boolean;
        };
        ForeignDiskDto: {
            /**
             * @description Name of the device in the guest.
             * @example vda
             */
            target: string;
            /**
             * @description The file, block device or volume; null for an empty drive.
             * @example /var/lib/libvirt/images/shop.qcow2
             */
            source: string | null;
        };
        ForeignDomainDto: {
            /**
             * Format: uuid
             * @description UUID of the domain.
             */
            id: string;
            /**
             * @description Name of the domain.
             * @example shop
             */
            name: string;
            /**
             * @description State that libvirt reports.
             * @enum {string}
             */
            state: "cloning" | "stopped" | "launched" | "running" | "terminating" | "paused" | "crashed" | "failed" | "missing" | "unknown" | "trashed";
            /** @description Memory that the guest gets at its start, in MiB (`currentMemory`). The balloon can give it more, up to `memory`. */
            memoryMiB: number;
            /** @description Virtual CPUs that the domain is defined with. */
            vcpus: number;
            /** @description Disks of the domain. Adopting does not move or change them. */
            disks: components["schemas"]["ForeignDiskDto"][];
            /** @description Whether the domain can be adopted as an instance. */
            canAdopt: boolean;
            /** @description Why the domain cannot be adopted, and what to do; null if it can. */
            reason: string | null;
        };
        NamedRefDto: {
            /**
             * Format: uuid
             * @description Id of the resource.
             */
            id: string;
            /** @description Name of the resource. */
            name: string;
        };
        InstanceSizeDto: {
            /** @description Memory of the guest, in MiB. */
            memoryMiB: number;
            /** @description Virtual CPUs of the guest. */
            vcpus: number;
        };
        PortMappingDto: {
            /**
             * Format: uuid
             * @description Id of the port mapping.
             */
            id: string;
            /**
             * @description Protocol of the port.
             * @enum {string}
             */
            protocol: "tcp" | "udp";
            /**
             * @description Port of the guest.
             * @example 22
             */
            guestPort: number;
            /**
             * @description Address of the host.
             * @example 127.0.0.1
             */
            hostAddress: string;
            /**
             * @description Port of the host.
             * @example 40000
             */
            hostPort: number;
            /** @description Whether the host port is open. It is open while the guest is running. */
            active: boolean;
        };
        InstanceDto: {
            /**
             * Format: uuid
             * @description Id, also the UUID of the domain.
             */
            id: string;
            /**
             * @description Unique name, also of the domain.
             * @example web-1
             */
            name: string;
            /** @description Free-text description. */
            description: string;
            /**
             * @description Tags, to search and filter by.
             * @example [
             *       "web",
             *       "staging"
             *     ]
             */
            tags: string[];
            /** @description Notes, a longer free text. */
            notes: string;
            /** @description Whether the instance is protected. A protected instance cannot be deleted. */
            isProtected: boolean;
            /**
             * @description `created` by picostack, or `adopted`. Deleting an adopted instance keeps its domain and disks.
             * @enum {string}
             */
            origin: "created" | "adopted";
            /**
             * @description State that libvirt reported last; `unknown` while libvirt is unavailable.
             * @enum {string}
             */
            state: "cloning" | "stopped" | "launched" | "running" | "terminating" | "paused" | "crashed" | "failed" | "missing" | "unknown" | "trashed";
            /** @description Reason for the state. */
            stateReason: string | null;
            /** @description The last error, until the next start; or that the file of the image is missing. */
            lastError: string | null;
            /** @description Image that the disk is a clone of; null if the disk has no backing image. */
            image: components["schemas"]["NamedRefDto"] | null;
            /** @description Flavour that the size comes from; null for an adopted instance. */
            flavour: components["schemas"]["NamedRefDto"] | null;
            /** @description Memory that the guest gets at its start, in MiB (`currentMemory` of the domain). The balloon can give it more, up to `memory`. The flavour may have changed later. */
            memoryMiB: number;
            /** @description Virtual CPUs that the domain is defined with. */
            vcpus: number;
            /** @description Size after the next start, if it differs from the size of the running guest; otherwise null. */
            pendingSize: components["schemas"]["InstanceSizeDto"] | null;
            /**
             * @description `user`: QEMU's user-mode network, reached through port mappings. `other`: any other network of an adopted domain.
             * @enum {string}
             */
            networkMode: "user" | "other";
            /**
             * @description MAC address of the first network card.
             * @example 52:54:00:12:34:56
             */
            mac: string | null;
            /**
             * @description Firmware.
             * @enum {string}
             */
            firmware: "bios" | "uefi";
            /**
             * @description Virtual hardware with which it was created; an operator may have changed it since.
             * @enum {string}
             */
            deviceProfile: "linux" | "windows" | "legacy";
            /** @description Size of the disk, in bytes. */
            diskSizeBytes: number;
            /**
             * @description Volume of the disk in the storage pool for disks; null for an adopted instance, because picostack did not create its disks.
             * @example 00000000-0000-4000-8000-000000000001.qcow2
             */
            diskVolume: string | null;
            /** @description Whether the instance starts with the host. */
            autostart: boolean;
            /** @description Port mappings of the instance. */
            ports: components["schemas"]["PortMappingDto"][];
            /** @description Whether there is a QEMU process: the guest is running, paused, suspended, or crashed and preserved. */
            isActive: boolean;
            /** @description Whether the domain has a definition. Without one it disappears when it stops; `redefine` creates one. */
            isPersistent: boolean;
            /** @description Whether the memory of the guest is saved to disk (`virsh managedsave`). The next start resumes from it. */
            hasSavedState: boolean;
            /** @description Actions that are legal now. */
            actions: ("start" | "stop" | "restart" | "pause" | "resume" | "rename" | "resize" | "grow" | "clone" | "publish" | "rebuild" | "detach" | "redefine" | "discardSavedState" | "delete")[];
            /**
             * @description For each other action, why it is not legal now.
             * @example {
             *       "start": "It is already running."
             *     }
             */
            refusals: {
                [key: string]: string;
            };
            /**
             * Format: date-time
             * @description When the instance was created (UTC).
             */
            createdAt: string;
            /**
             * Format: date-time
             * @description When the instance was last started.
             */
            startedAt: string | null;
        };
        UpdateInstanceDto: {
            /** @description Free-text description. */
            description?: string;
            /**
             * @description Tags, to search and filter by: the whole list, in order.
             * @example [
             *       "web",
             *       "staging"
             *     ]
             */
            tags?: string[];
            /** @description Notes, a longer free text. */
            notes?: string;
            /** @description Whether the instance is protected. A protected instance cannot be deleted. */
            isProtected?: boolean;
            /** @description Whether the instance starts with the host. */
            autostart?: boolean;
        };
        CreatePortMappingDto: {
            /**
             * @description Protocol of the port.
             * @default tcp
             * @enum {string}
             */
            protocol: "tcp" | "udp";
            /**
             * @description Port of the guest.
             * @example 22
             */
            guestPort: number;
            /** @description Port of the host. The default is the next free one of the configured range. */
            hostPort?: number;
            /**
             * Format: ipv4
             * @description Address of the host to listen on. The default is a setting. 0.0.0.0 means all addresses.
             * @example 127.0.0.1
             */
            hostAddress?: string;
        };
        CreateInstanceDto: {
            /**
             * @description Unique name, also of the domain, and the host name that the guest gets from DHCP. With `count`, a pattern that contains `%d` (or `%02d` for two digits) once, in place of the number: `web-%02d`.
             * @example web-1
             */
            name: string;
            /**
             * @description How many instances to create in one operation. If one cannot be created, none is.
             * @example 20
             */
            count?: number;
            /** @description The number of the first instance; requires `count`. The default is 1. */
            firstNumber?: number;
            /**
             * @description Id or name of the image to clone.
             * @example tiny
             */
            image: string;
            /**
             * @description Id or name of the flavour. The default is the smallest one with the memory that the image needs.
             * @example small
             */
            flavour?: string;
            /** @description Port mappings. If omitted, the default ports of the image, each on a free host port. */
            ports?: components["schemas"]["CreatePortMappingDto"][];
            /**
             * @description Whether to start the instance after it is created.
             * @default true
             */
            start: boolean;
            /**
             * @description Whether the instance starts with the host.
             * @default false
             */
            autostart: boolean;
            /** @description Free-text description. */
            description?: string;
            /**
             * @description Firmware. The default is that of the image.
             * @enum {string}
             */
            firmware?: "bios" | "uefi";
            /**
             * @description Virtual hardware. The default is that of the image.
             * @enum {string}
             */
            deviceProfile?: "linux" | "windows" | "legacy";
            /**
             * @description Tags, to search and filter by.
             * @example [
             *       "web",
             *       "staging"
             *     ]
             */
            tags?: string[];
        };
        StopInstanceDto: {
            /**
             * @description Whether to turn the guest off immediately, like a power failure. It loses what it has not written to its disk.
             * @default false
             */
            force: boolean;
            /** @description How long the guest may take to shut down before it is forced off. The default is a setting (60 s). */
            timeoutSeconds?: number;
        };
        RenameInstanceDto: {
            /**
             * @description Unique name, also the host name that the guest gets from DHCP.
             * @example web-1
             */
            name: string;
        };
        ResizeInstanceDto: {
            /**
             * @description Id or name of the flavour.
             * @example medium
             */
            flavour: string;
        };
        GrowInstanceDto: {
            /**
             * @description New size of the disk, in GiB. A disk cannot shrink.
             * @example 20
             */
            diskGiB: number;
        };
        CloneInstanceDto: {
            /**
             * @description Unique name of the clone, also of its domain.
             * @example web-1
             */
            name: string;
            /**
             * @description `linked`: copy only what the guest has written, and share the image, which then cannot be deleted. `full`: copy everything; the disk has no backing image.
             * @enum {string}
             */
            mode: "linked" | "full";
            /**
             * @description Whether to start the clone after it is created.
             * @default false
             */
            start: boolean;
            /** @description Port mappings. If omitted, the guest ports of the instance, each on a free host port. */
            ports?: components["schemas"]["CreatePortMappingDto"][];
        };
        RebuildInstanceDto: {
            /**
             * @description Id or name of the image to clone. The default is the image of the instance, if it has one.
             * @example tiny
             */
            image?: string;
            /**
             * @description Whether to delete the snapshots, checkpoints and saved memory that belong to the old disk.
             * @default false
             */
            discardSnapshots: boolean;
        };
        PublishInstanceDto: {
            /**
             * @description Unique name of the new image.
             * @example web-golden
             */
            name: string;
            /** @description Free-text description. */
            description?: string;
            /**
             * @description How the disk is stored. `zstd`: compressed, which needs `qemu-img` on the host of the server; instances read such an image slower. `none`, the default: not compressed. An installer (`iso`) is never compressed.
             * @enum {string}
             */
            compression?: "none" | "zstd";
        };
        OpenConsoleDto: {
            /**
             * @description `vnc`: the screen, with keyboard and mouse.
             * @enum {string}
             */
            kind: "vnc";
        };
        ConsoleTicketDto: {
            /**
             * @description The console that it opens.
             * @enum {string}
             */
            kind: "vnc";
            /**
             * @description Valid once, for the same person or token. Send it as a protocol of the WebSocket: `ticket.` and the ticket.
             * @example kD3v9fyGW1nq1lQGgZk0G1mW2XgqGxkR
             */
            ticket: string;
            /**
             * @description Path of the WebSocket, below the address of the server.
             * @example /api/v1/instances/6f0d3c0e-6b0f-4b53-8f68-1c2a3a4b5c6d/console/vnc
             */
            path: string;
            /**
             * Format: date-time
             * @description When the ticket expires if it is not used.
             */
            expiresAt: string;
        };
        ConsoleViewerDto: {
            /**
             * Format: uuid
             * @description Id of the connection.
             */
            id: string;
            /**
             * @description The console that is open.
             * @enum {string}
             */
            kind: "vnc";
            /**
             * @description Name of the user or token.
             * @example anna
             */
            actor: string;
            /**
             * Format: date-time
             * @description When it was opened.
             */
            since: string;
        };
        ConsoleViewerListDto: {
            /** @description The connections, the earliest first. */
            items: components["schemas"]["ConsoleViewerDto"][];
        };
        RecoveredItemDto: {
            /**
             * Format: uuid
             * @description Id of the record, as before.
             */
            id: string;
            /** @description Name of the record. */
            name: string;
            /** @description Why the record could not be restored, and what to do; null if it was restored. */
            problem: string | null;
        };
        RecoveredInstanceDto: {
            /**
             * Format: uuid
             * @description Id of the record, as before.
             */
            id: string;
            /** @description Name of the record. */
            name: string;
            /** @description Why the record could not be restored, and what to do; null if it was restored. */
            problem: string | null;
            /** @description Number of port mappings that were restored. */
            ports: number;
        };
        RecoveryProblemDto: {
            /**
             * @description Type of the resource.
             * @enum {string}
             */
            resource: "image" | "instance";
            /**
             * Format: uuid
             * @description Id of the resource. The id of an instance is the UUID of its domain.
             */
            id: string;
            /**
             * @description Name of the resource.
             * @example web-1
             */
            name: string;
            /**
             * @description Field with the value; `domain` for the domain as a whole.
             * @example ports.0.guestPort
             */
            field: string;
            /**
             * @description The recorded value, shortened if it is long.
             * @example NaN
             */
            value: string;
            /** @description Why the value is not valid, and what is used instead. */
            message: string;
        };
        RecoveryDto: {
            /** @description Images, restored from the volumes in their storage pool. */
            images: components["schemas"]["RecoveredItemDto"][];
            /** @description Names of the flavours that were restored. */
            flavours: string[];
            /** @description Instances, restored from their domains and disks. */
            instances: components["schemas"]["RecoveredInstanceDto"][];
            /** @description Recorded values that are not valid, also of resources that have a record. Each recovery reports them until they are corrected. */
            problems: components["schemas"]["RecoveryProblemDto"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    Health_healthz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
        };
    };
    Health_readyz: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthDto"];
                };
            };
            /** @description `starting`, `libvirtUnavailable`, `storagePoolUnavailable`, `insufficientStorage` (the filesystem of the database is full), `databaseCorrupt`, `databaseUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Events_read: {
        parameters: {
            query?: {
                /** @description Only events of resources whose name contains this text (case is ignored). */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Newest first (`-id`) or oldest first (`id`). */
                sort?: "-id" | "id" | "-time" | "time";
                /** @description Only events of this kind, or of this group of kinds (`.*` at the end). */
                kind?: "instance.*" | "image.*" | "flavour.*" | "libvirt.*" | "auth.*" | "instance.created" | "instance.started" | "instance.stopped" | "instance.crashed" | "instance.paused" | "instance.resumed" | "instance.deleted" | "instance.released" | "instance.failed" | "instance.changed" | "instance.missing" | "instance.recovered" | "instance.redefined" | "instance.rebooted" | "instance.snapshotted" | "instance.adopted" | "image.created" | "image.ready" | "image.failed" | "image.deleted" | "image.changed" | "flavour.created" | "flavour.changed" | "flavour.deleted" | "libvirt.connected" | "libvirt.disconnected" | "auth.signedIn" | "auth.signedOut" | "auth.signInFailed" | "auth.passwordChanged" | "auth.userCreated" | "auth.userChanged" | "auth.userDeleted" | "auth.tokenCreated" | "auth.tokenRevoked";
                /** @description Only events of this type of resource. */
                resourceType?: "instance" | "image" | "flavour" | "host" | "token" | "user";
                /** @description Only events of the resource with this id. */
                resourceId?: string;
                /** @description Only events caused by this user, this token (`token:NAME`), `system`, `guest` or `outside`. */
                actor?: string;
                /** @description Only events at this time or later. */
                since?: string;
                /** @description Only events before this time. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["EventDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                    "text/event-stream": {
                        items: components["schemas"]["EventDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: a foreign origin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Operations_list: {
        parameters: {
            query?: {
                /** @description Search text; wildcards have no meaning, and case is ignored. It searches the name, and other texts such as the description. */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Field to sort by. A leading `-` reverses the order. */
                sort?: string;
                /** @description List only operations with this status. */
                status?: "queued" | "running" | "succeeded" | "failed" | "cancelled";
                /** @description List only operations on the resource with this id. */
                resourceId?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["OperationDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Operations_get: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` waits until the operation ends. */
                Prefer?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `operationNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Operations_cancel: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation ended while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is being undone. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `operationNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `operationEnded`. `cannotCancel`: the operation is past the point where it can be undone. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Session_show: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user or the token that sent the request. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Session_signIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInDto"];
            };
        };
        responses: {
            /** @description Signed in; the cookie is set. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is missing or invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: the user name or the password is wrong. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `crossSiteRequest`: the request comes from a page of another site, or from a form. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unsupported Media Type. `unsupportedMediaType`: the body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Too Many Requests. `throttled`: too many attempts; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Session_signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out; the cookie is cleared. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Session_changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChangePasswordDto"];
            };
        };
        responses: {
            /** @description The password is changed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request. `invalidInput`: the new password is too short; `wrongPassword`: the current one is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: a token has no password; `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unsupported Media Type. `unsupportedMediaType`: the body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Too Many Requests. `throttled`: too many wrong passwords; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Tokens_list: {
        parameters: {
            query?: {
                /** @description Search text; wildcards have no meaning, and case is ignored. It searches the name, and other texts such as the description. */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Field to sort by. A leading `-` reverses the order. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["TokenDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: this needs the role admin; `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Tokens_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateTokenDto"];
            };
        };
        responses: {
            /** @description The token, with its secret. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreatedTokenDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is missing or invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: this needs the role admin; `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `nameTaken`: another token has this name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unsupported Media Type. `unsupportedMediaType`: the body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Tokens_revoke: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the token. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token is revoked. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: this needs the role admin; `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `tokenNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Users_list: {
        parameters: {
            query?: {
                /** @description Search text; wildcards have no meaning, and case is ignored. It searches the name, and other texts such as the description. */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Field to sort by. A leading `-` reverses the order. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["UserDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: this needs the role admin; `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Users_create: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateUserDto"];
            };
        };
        responses: {
            /** @description The user, with the password. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserWithPasswordDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is missing or invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: this needs the role admin; `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `nameTaken`: another user has this name. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unsupported Media Type. `unsupportedMediaType`: the body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Too Many Requests. `throttled`: the server is checking too many passwords; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Users_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: this needs the role admin; `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `userNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `lastAdministrator`: this is the only administrator. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Users_update: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateUserDto"];
            };
        };
        responses: {
            /** @description The changed user. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is missing or invalid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: this needs the role admin; `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `userNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `lastAdministrator`: this is the only administrator. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unsupported Media Type. `unsupportedMediaType`: the body is not JSON. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Users_resetPassword: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description Id or name of the user. */
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The user, with the new password. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserWithPasswordDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: this needs the role admin; `crossSiteRequest`: the request comes from a page of another site. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `userNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Too Many Requests. `throttled`: the server is checking too many passwords; `Retry-After` says when to try again. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Host_describe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HostDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Storage_list: {
        parameters: {
            query?: {
                /** @description Only the volumes of this pool. */
                pool?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StorageVolumesDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. `storagePoolNotAllowed`: images may not be imported from the pool. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `storagePoolNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `storagePoolStopped`: the pool is not running. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Flavours_list: {
        parameters: {
            query?: {
                /** @description Search text; wildcards have no meaning, and case is ignored. It searches the name, and other texts such as the description. */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Field to sort by. A leading `-` reverses the order. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["FlavourDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Flavours_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateFlavourDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlavourDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is wrong. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `nameTaken` `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Flavours_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Identifies the version of the fields that clients can change, for `If-Match`. A change of other fields, such as the state, does not change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlavourDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `flavourNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Flavours_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The flavour is deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `flavourNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `flavourInUse`: it has instances. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Flavours_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an earlier response. The change is refused if the resource has changed since then. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateFlavourDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description Identifies the version of the fields that clients can change, for `If-Match`. A change of other fields, such as the state, does not change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlavourDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is wrong. `invalidIfMatch`: the header is not a list of tags. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `flavourNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `nameTaken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Precondition Failed. `preconditionFailed`: the resource has changed; `etag` is the current one. Read it again. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Catalogue_list: {
        parameters: {
            query?: {
                /** @description Search text; wildcards have no meaning, and case is ignored. It searches the name, and other texts such as the description. */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Field to sort by. A leading `-` reverses the order. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["CatalogueEntryDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Catalogue_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CatalogueEntryDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `catalogueEntryNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    ImageBuilds_list: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageRecipesDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    ImageBuilds_build: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BuildImageDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is wrong. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `nameTaken`; `imageBuildBusy`: an image is being built with the same recipe. `compressionUnavailable`: the host of the server cannot compress images. `tinyNeedsApt`, `tinyUnsupportedArch`, `jeosProgramsMissing`, `jeosNoSubordinateIds`, `jeosNoNamespaces`, `jeosNoSpace`, `jeosNoTemporaryFolder`, `jeosUnsupportedArch`: the server cannot build it, see `problem` of `GET /images/builds`. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Images_list: {
        parameters: {
            query?: {
                /** @description Search text; wildcards have no meaning, and case is ignored. It searches the name, and other texts such as the description. */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Field to sort by. A leading `-` reverses the order. */
                sort?: string;
                /** @description Only images in this status. */
                status?: "importing" | "ready" | "failed" | "deleting";
                /** @description Only images with this tag. */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ImageDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is wrong. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Images_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateImageDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The image, which waits for its content. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is wrong, or the path is not allowed. `addressNotAllowed`: the URL leads to an address that is not public. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. `storagePoolNotAllowed`: images may not be imported from the pool. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `storagePoolNotFound`, `volumeNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `nameTaken`. With `replaces`: `imageProtected`, `imageNotReady`, `imageBeingReplaced`: the image with this name cannot be replaced now. `storagePoolStopped`: the pool of the volume is not running. `volumeInUse`: a running guest writes to the volume (`domains`). `volumeIsLink`: it is a symbolic link. `compressionUnavailable`: the host of the server cannot compress images. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `redirectRefused`, `redirectLoop`, `tooManyRedirects`, `remoteContentEncoded`, `checksumNotFound`, `checksumAmbiguous`, `checksumUnsupported`, `checksumFileTooLarge`, `imageFormatMismatch`, `imageCompressed` `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Bad Gateway. `remoteNameNotFound`, `remoteUnreachable`, `remoteStatus`, `remoteInvalid`: the other server cannot be reached, or does not send the file. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Images_lookUp: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LookUpFileDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemoteFileDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: the URL is wrong. `addressNotAllowed`: it leads to an address that is not public. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `redirectRefused`, `redirectLoop`, `tooManyRedirects`, `remoteContentEncoded`, `checksumNotFound`, `checksumAmbiguous`, `checksumUnsupported`, `checksumFileTooLarge`, `imageFormatMismatch`, `imageCompressed` `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Bad Gateway. `remoteNameNotFound`, `remoteUnreachable`, `remoteStatus`, `remoteInvalid`: the other server cannot be reached, or does not send the file. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Images_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Identifies the version of the fields that clients can change, for `If-Match`. A change of other fields, such as the state, does not change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Images_remove: {
        parameters: {
            query?: {
                /** @description Make its clones independent first, one after the other, also while they are running. The response is an operation then. */
                makeIndependent?: "true" | "false";
            };
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The image and its volume are deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `imageProtected`: first PATCH it with `isProtected: false`. `imageInUse`: the image has clones (`instances`), or kept disks (`disks`), domains (`domains`) or other volumes (`volumes`) use its file. With `makeIndependent`: `cloneNotDetached`, or why a clone cannot be made independent: `hasSnapshots`, `savedState`, `illegalState`. `imageBusy`: its content is being imported. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage`: the disk of a clone does not fit. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Images_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an earlier response. The change is refused if the resource has changed since then. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateImageDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description Identifies the version of the fields that clients can change, for `If-Match`. A change of other fields, such as the state, does not change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is wrong. `invalidIfMatch`: the header is not a list of tags. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `nameTaken` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Precondition Failed. `preconditionFailed`: the resource has changed; `etag` is the current one. Read it again. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Images_verify: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VerifyImageDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is wrong. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `imageNotReady`, `imageFileMissing`. `imageFileChanged`: the file is not that of the image, or nothing proves that it is. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Images_download: {
        parameters: {
            query?: {
                /** @description Format. `qcow2`, the default: the file as it is stored. `raw`: the whole disk. `zst`: the whole disk, compressed with zstd. An `installer` is sent as it is, without a format or with `raw`. */
                format?: "qcow2" | "raw" | "zst";
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Bad Request. `invalidInput`: unknown format, or one that an installer cannot be sent in. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `imageNotReady`, `imageFileMissing`, `imageFileDamaged`. `compressorMissing`: the host of the server has no program zstd. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Range Not Satisfiable. `rangeNotSatisfiable`: the range begins after the end. */
            416: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Images_put: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description The image, which is ready. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImageDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `imageImmutable`: the image has its content. `imageBusy`: its content is being uploaded. `compressionFailed`: the image could not be compressed. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unsupported Media Type. `unsupportedMediaType`: the body has a Content-Encoding or another Content-Type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. The content is refused: `imageFormatMismatch`, `imageCompressed`, `imageTooShort`, `imageTooLarge`, `imageHasBackingFile`, `imageHasDataFile`, `imageEncrypted`, `imageDirty`, `imageCorrupt`, `imageUnsupported`, `checksumMismatch`, `uploadCutOff`, `uploadTooSlow`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Uploads_create: {
        parameters: {
            query?: never;
            header: {
                /** @description The method that is meant instead: `PATCH`, `DELETE` or `HEAD`. */
                "X-HTTP-Method-Override"?: string;
                /** @description Only `filename` is read, and shown to people. */
                "Upload-Metadata"?: string;
                /** @description Length of the content. */
                "Upload-Length": string;
                "Tus-Resumable": string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload waits for bytes. */
            201: {
                headers: {
                    /** @description Address of the upload. */
                    Location?: string;
                    /** @description When the upload is removed if no more bytes arrive (HTTP date). */
                    "Upload-Expires"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request. `uploadLengthMissing`; `imageTooShort`: the length is 0; `methodOverrideNotSupported`: the method in X-HTTP-Method-Override is another one. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `imageImmutable`: the image has its content. `imageBusy`: it has an upload. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Precondition Failed. `tusVersionNotSupported`: the header Tus-Resumable is not 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Payload Too Large. `imageTooLarge`: the length is above the maximum. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `imageTooLarge`: the pool is smaller than the content. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Uploads_cancel: {
        parameters: {
            query?: never;
            header: {
                "Tus-Resumable": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The upload, its bytes and the image are deleted. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound`; `uploadNotFound`: the image has no open upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `imageBusy`: the content is complete, and is being imported. Cancel the operation. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Precondition Failed. `tusVersionNotSupported`: the header Tus-Resumable is not 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Uploads_options: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The headers have the answer. */
            204: {
                headers: {
                    /** @description Version of the protocol. */
                    "Tus-Version"?: string;
                    /** @description Extensions of the protocol. */
                    "Tus-Extension"?: string;
                    /** @description Maximum length of an upload. */
                    "Tus-Max-Size"?: number;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Uploads_head: {
        parameters: {
            query?: never;
            header: {
                "Tus-Resumable": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The headers have the answer. */
            200: {
                headers: {
                    /** @description Number of bytes that the server has. */
                    "Upload-Offset"?: number;
                    /** @description Length of the content. */
                    "Upload-Length"?: number;
                    /** @description When the upload is removed if no more bytes arrive (HTTP date). */
                    "Upload-Expires"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound`; `uploadNotFound`: the image has no open upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Precondition Failed. `tusVersionNotSupported`: the header Tus-Resumable is not 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Uploads_append: {
        parameters: {
            query?: never;
            header: {
                /** @description Offset of the first byte. */
                "Upload-Offset": string;
                "Tus-Resumable": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/offset+octet-stream": string;
            };
        };
        responses: {
            /** @description The part has arrived. */
            204: {
                headers: {
                    /** @description Number of bytes that the server has. */
                    "Upload-Offset"?: number;
                    /** @description When the upload is removed if no more bytes arrive (HTTP date). */
                    "Upload-Expires"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Bad Request. `uploadOffsetMissing` */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound`; `uploadNotFound`: the image has no open upload. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Request Timeout. `uploadStalled`: nothing arrived for a minute. What arrived before counts. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `uploadOffsetMismatch`: the content so far ends at `offsetBytes`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Precondition Failed. `tusVersionNotSupported`: the header Tus-Resumable is not 1.0.0. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Payload Too Large. `uploadTooLong`: the part goes beyond the end of the content. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unsupported Media Type. `unsupportedMediaType`: the body has a Content-Encoding or another Content-Type. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. The beginning of the content is refused, and the image is deleted: `imageFormatMismatch`, `imageCompressed`, `imageTooShort`, `imageHasBackingFile`, `imageHasDataFile`, `imageEncrypted`, `imageDirty`, `imageCorrupt`, `imageUnsupported`, `imageNotBootable`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Domains_list: {
        parameters: {
            query?: {
                /** @description Search text; wildcards have no meaning, and case is ignored. It searches the name, and other texts such as the description. */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Field to sort by. A leading `-` reverses the order. */
                sort?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["ForeignDomainDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `libvirtFailed` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Domains_adopt: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceDto"];
                };
            };
            /** @description Bad Request. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `domainNotFound`, also if the domain is already an instance. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `cannotAdopt`: `reason` says why, and what to do. `nameTaken`. `libvirtFailed` `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_list: {
        parameters: {
            query?: {
                /** @description Search text; wildcards have no meaning, and case is ignored. It searches the name, and other texts such as the description. */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Field to sort by. A leading `-` reverses the order. */
                sort?: string;
                /** @description List only instances in this state. `saved` lists the `stopped` instances whose memory is saved to disk. */
                state?: "cloning" | "stopped" | "launched" | "running" | "terminating" | "paused" | "crashed" | "failed" | "missing" | "unknown" | "trashed" | "saved";
                /** @description Id or name of an image: list only its clones. */
                image?: string;
                /** @description Id or name of a flavour: list only instances of this flavour. */
                flavour?: string;
                /** @description List only instances with this tag. */
                tag?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["InstanceDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_create: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInstanceDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `imageNotFound`, `flavourNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `nameTaken`, `imageNotReady`, `portTaken`, `noFreePort`, `addressNotOnHost`, `privilegedPort`, `imageFileMissing`, `libvirtFailed` `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage` */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_get: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    /** @description Identifies the version of the fields that clients can change, for `If-Match`. A change of other fields, such as the state, does not change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_remove: {
        parameters: {
            query?: {
                /** @description Whether to force the guest off first if it is running. */
                force?: "true" | "false";
                /** @description Whether to keep the disk in the storage pool, and delete only the domain and the record. */
                keepDisk?: "true" | "false";
            };
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `deleteProtected`: first PATCH the instance with `isProtected: false`. `diskInUse`: the `domains` and `volumes` listed use the disk. `storagePoolUnavailable`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_update: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `ETag` of an earlier response. The change is refused if the resource has changed since then. */
                "If-Match"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UpdateInstanceDto"];
            };
        };
        responses: {
            200: {
                headers: {
                    /** @description Identifies the version of the fields that clients can change, for `If-Match`. A change of other fields, such as the state, does not change it. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstanceDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid. `invalidIfMatch`: the header is not a list of tags. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `noDefinition`: the domain was undefined while it was running, so autostart cannot be set. `libvirtFailed` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Precondition Failed. `preconditionFailed`: the resource has changed; `etag` is the current one. Read it again. */
            412: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_xml: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/xml": string;
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `libvirtFailed` */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_events: {
        parameters: {
            query?: {
                /** @description Only events of resources whose name contains this text (case is ignored). */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Newest first (`-id`) or oldest first (`id`). */
                sort?: "-id" | "id" | "-time" | "time";
                /** @description Only events of this kind, or of this group of kinds (`.*` at the end). */
                kind?: "instance.*" | "image.*" | "flavour.*" | "libvirt.*" | "auth.*" | "instance.created" | "instance.started" | "instance.stopped" | "instance.crashed" | "instance.paused" | "instance.resumed" | "instance.deleted" | "instance.released" | "instance.failed" | "instance.changed" | "instance.missing" | "instance.recovered" | "instance.redefined" | "instance.rebooted" | "instance.snapshotted" | "instance.adopted" | "image.created" | "image.ready" | "image.failed" | "image.deleted" | "image.changed" | "flavour.created" | "flavour.changed" | "flavour.deleted" | "libvirt.connected" | "libvirt.disconnected" | "auth.signedIn" | "auth.signedOut" | "auth.signInFailed" | "auth.passwordChanged" | "auth.userCreated" | "auth.userChanged" | "auth.userDeleted" | "auth.tokenCreated" | "auth.tokenRevoked";
                /** @description Only events caused by this user, this token (`token:NAME`), `system`, `guest` or `outside`. */
                actor?: string;
                /** @description Only events at this time or later. */
                since?: string;
                /** @description Only events before this time. */
                until?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["EventDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_start: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_stop: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopInstanceDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_restart: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StopInstanceDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_pause: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_resume: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Instances_discardSavedState: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    InstanceChanges_rename: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RenameInstanceDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid, or the instance already has this name. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `nameTaken`. `hasSnapshots`: libvirt cannot rename a domain that has snapshots or checkpoints. `renamedOutside`: another program renamed the domain at the same time. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    InstanceChanges_resize: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResizeInstanceDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid, or the disk of the flavour exceeds the largest size allowed. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound`, `flavourNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `cannotResize`: the XML of the domain makes the new size ambiguous. `diskNotLarger`: the disk is larger than that of the flavour. `changedMeanwhile`: an earlier operation or another program changed the size. `diskHasSnapshots`: QEMU cannot resize a disk that has snapshots. `diskNotAttached`: the domain does not use the disk. `diskMissing`: the disk is not in its storage pool. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage`: the storage pool does not have enough free space. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    InstanceChanges_grow: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GrowInstanceDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid, or the size exceeds the largest size allowed. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `diskNotLarger`: the disk already has this size or more. `diskHasSnapshots`: QEMU cannot resize a disk that has snapshots. `diskNotAttached`: the domain does not use the disk. `diskMissing`: the disk is not in its storage pool. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage`: the storage pool does not have enough free space. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    InstanceCopies_clone: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CloneInstanceDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `nameTaken`, `portTaken`, `noFreePort`, `imageNotReady`, `imageFileMissing`, `changedMeanwhile`. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `notLinked`: the disk has no backing image to share. `guestWentOff`: the guest went off while its disk was being copied. `diskMissing`: the disk is not in its storage pool. `diskElsewhere`: the domain uses another disk than the one that picostack created. `copyFailed`: QEMU stopped copying. `cancelled`. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage`: the storage pool does not have enough free space. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    InstanceCopies_rebuild: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RebuildInstanceDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid, or the instance has no image and the request names none. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound`, `imageNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `imageNotReady`, `imageFileMissing`, `startedMeanwhile`, `changedMeanwhile`. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `snapshotsWouldGo`: the listed `snapshots`, `checkpoints` or saved memory belong to the old disk. `diskMissing`: the disk is not in its storage pool. `diskElsewhere`: the domain uses another disk than the one that picostack created. `copyFailed`: QEMU stopped copying. `cancelled`. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage`: the storage pool does not have enough free space. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    InstanceCopies_detach: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `savedState`: the memory of the instance is saved to disk. `alreadyIndependent`: the disk has no image. `hasSnapshots`: the snapshots share data with the image; delete them first. `imageFileMissing`. `changedMeanwhile`: an earlier operation replaced the disk. `diskMissing`: the disk is not in its storage pool. `diskElsewhere`: the domain uses another disk than the one that picostack created. `copyFailed`: QEMU stopped copying. `cancelled`. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage`: the storage pool does not have enough free space. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    InstanceCopies_publish: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PublishInstanceDto"];
            };
        };
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `nameTaken`. `compressionUnavailable`: the host of the server cannot compress images. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `noDefinition`: the domain was undefined while it was running. `domainBusy`: another libvirt job is using the domain. `libvirtFailed`: libvirt or QEMU refused the change. `guestWentOff`: the guest went off while its disk was being copied. `diskMissing`: the disk is not in its storage pool. `diskElsewhere`: the domain uses another disk than the one that picostack created. `copyFailed`: QEMU stopped copying. `cancelled`. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Insufficient Storage. `insufficientStorage`: the storage pool does not have enough free space. */
            507: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Redefinition_redefine: {
        parameters: {
            query?: never;
            header?: {
                /** @description `wait=SECONDS` (300 at most) waits until the operation ends. */
                Prefer?: string;
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The operation succeeded while the request was waiting. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description The operation is queued or running. */
            202: {
                headers: {
                    /** @description Address of the operation. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OperationDto"];
                };
            };
            /** @description Bad Request. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `illegalState`: the action is not possible in the present state; `legal` lists the actions that are. `diskMissing`: the disk is not in its storage pool. `nameTaken`: another domain has the name. `libvirtFailed`: libvirt refused the definition. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Ports_list: {
        parameters: {
            query?: {
                /** @description Search text; wildcards have no meaning, and case is ignored. It searches the name, and other texts such as the description. */
                q?: string;
                /** @description Page size. */
                limit?: number;
                /** @description Number of items to skip. */
                offset?: number;
                /** @description Field to sort by. A leading `-` reverses the order. */
                sort?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page of the collection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        items: components["schemas"]["PortMappingDto"][];
                        /** @description How many there are in all, over every page. */
                        total: number;
                    };
                };
            };
            /** @description Bad Request. `invalidInput`: a query parameter is not valid. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Ports_add: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreatePortMappingDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PortMappingDto"];
                };
            };
            /** @description Bad Request. `invalidInput`: a field is not valid. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `portTaken`, `noFreePort`. `addressNotOnHost`: the host does not have this address. `privilegedPort`: the port is reserved for root. `forwardFailed`: QEMU could not open the port; `reason` says why. `illegalState`: the instance has no domain. `noUserNetwork`: the instance has no network card of type `user`. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Ports_remove: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                portId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The port mapping is removed. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound`, `portMappingNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Consoles_viewers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleViewerListDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Consoles_open: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OpenConsoleDto"];
            };
        };
        responses: {
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsoleTicketDto"];
                };
            };
            /** @description Bad Request. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `notRunning`: only a running guest has a console. `noVncDisplay`: the domain has no VNC display. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Too Many Requests. `throttled`: too many tickets wait to be used. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Consoles_vnc: {
        parameters: {
            query?: never;
            header: {
                "Sec-WebSocket-Protocol": string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection is a WebSocket. */
            101: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: needs the role operator. `consoleTicketInvalid`. `crossSiteRequest`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Upgrade Required. `upgradeRequired`: this is not a WebSocket request. */
            426: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Too Many Requests. `throttled`: too many consoles are open. */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Screenshots_take: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/png": string;
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Not Found. `instanceNotFound` */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `notRunning`: only a running guest has a screen. `screenUnavailable`: it has no screen, or is starting or stopping. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable` */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
    Recover_recover: {
        parameters: {
            query?: never;
            header?: {
                /** @description A key that you choose, such as a random UUID. If you repeat the request with the same key within 24 hours, you get the response of the first one (with `Idempotency-Replayed: true`), and nothing happens twice. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryDto"];
                };
            };
            /** @description Bad Request. `invalidIdempotencyKey`: the key is not 1 to 255 visible ASCII characters. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unauthorized. `unauthenticated`: no session and no token. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Forbidden. `forbidden`: the caller needs the role admin. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Conflict. `idempotencyKeyInUse`: the first request with the key is still running. `idempotencyOutcomeUnknown`: the server stopped before it sent the response. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Unprocessable Entity. `idempotencyKeyReused`: the key belongs to a different request. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
            /** @description Service Unavailable. `libvirtUnavailable`: picostack cannot reach libvirt. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["ProblemDto"];
                };
            };
        };
    };
}
