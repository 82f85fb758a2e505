#!/busybox sh
# First process of the machine with a real USB port: modules, the host's files over 9p (not to be written), then the guest's program.
# On its kernel command line, as environment: GUEST (program), JOB (its argument), NODE.
B=/busybox
$B mkdir -p /proc /sys /dev /host
$B mount -t proc proc /proc
$B mount -t sysfs sys /sys
$B mount -t devtmpfs dev /dev
for module in $($B cat /order); do $B insmod "/modules/$module"; done
$B mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=512000 root /host || $B poweroff -f
for kind in proc sysfs devtmpfs; do
  case $kind in proc) at=proc ;; sysfs) at=sys ;; *) at=dev ;; esac
  $B mount -t $kind $kind /host/$at
done
$B mkdir -p /host/dev/shm
$B mount -t tmpfs tmpfs /host/dev/shm
$B mount -t tmpfs -o size=1000m tmpfs /host/mnt
$B mkdir -p /host/mnt/tmp /host/mnt/box
$B mount -t 9p -o trans=virtio,version=9p2000.L,rw,cache=none box /host/mnt/box
echo up > /host/mnt/box/up
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root TMPDIR=/mnt/tmp DM_DISABLE_UDEV=1
$B chroot /host "$NODE" "$GUEST" "$JOB" > /host/mnt/box/out 2> /host/mnt/box/err
echo $? > /host/mnt/box/status
$B sync
$B poweroff -f
