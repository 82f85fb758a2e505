#!/bin/sh
# First process of user-mode Linux over the host's files: a machine of its own with real kernel file systems, then the guest's program.
# On its kernel command line, as environment: GUEST (program), JOB (its argument), BOX (a folder that both sides see), NODE.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root
mount -t proc proc /proc
mount -t sysfs sys /sys
[ -e /dev/loop-control ] || mount -t devtmpfs dev /dev
mount -t tmpfs -o size=1800m tmpfs /mnt
mkdir -p /mnt/tmp /mnt/m/lib
ln -s /usr/lib/uml/modules /mnt/m/lib/modules
for module in loop vfat nls_cp437 nls_iso8859-1 nls_ascii dm-log-writes dm-flakey sd_mod; do modprobe -d /mnt/m "$module"; done
DM_DISABLE_UDEV=1 dmsetup mknodes
export TMPDIR=/mnt/tmp DM_DISABLE_UDEV=1
echo up > "$BOX/up"
"$NODE" "$GUEST" "$JOB" > "$BOX/out" 2> "$BOX/err"
echo $? > "$BOX/status"
poweroff -f || halt -f -p
