namespace ZoomApprover.Infrastructure.Ledger.Sqlite;

/// <summary>Which file system a folder lies on, by Linux' <c>/proc/self/mountinfo</c> (proc(5)). Empty elsewhere.</summary>
internal sealed class MountTable
{
    // file systems of other machines: their locks and their idea of fsync cannot be relied on
    private static readonly string[] Network =
    [
        "nfs", "nfs4", "cifs", "smb3", "smbfs", "smb2", "ncpfs", "afs", "ceph", "glusterfs", "lustre", "9p", "davfs", "gfs2", "ocfs2", "beegfs",
        "fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.s3fs",
    ];

    // file systems that end with the container or the machine's run
    private static readonly string[] Passing = ["tmpfs", "ramfs", "overlay", "aufs"];

    private readonly List<(string Folder, string Kind)> mounts = [];

    public MountTable(string mountInfo)
    {
        foreach (var line in mountInfo.Split('\n'))
        {
            var fields = line.Split(' ');
            var dash = Array.IndexOf(fields, "-");
            if (dash > 4 && dash + 1 < fields.Length)
            {
                mounts.Add((fields[4].Replace(@"\040", " ", StringComparison.Ordinal), fields[dash + 1]));
            }
        }
    }

    public static MountTable OfThisMachine() => new(File.Exists("/proc/self/mountinfo") ? File.ReadAllText("/proc/self/mountinfo") : "");

    /// <returns>The kind of a network file system, or null when the folder is on a local one.</returns>
    public string? NetworkKindOf(string folder) => MountOf(folder) is { Kind: var kind } && Network.Contains(kind) ? kind : null;

    /// <summary>False when the folder belongs to the root file system itself, which a container loses, or lies in memory.</summary>
    public bool IsMounted(string folder) => MountOf(folder) is { Folder: not "/" } mount && !Passing.Contains(mount.Kind);

    private (string Folder, string Kind)? MountOf(string folder) => mounts
        .Where(mount => folder == mount.Folder || folder.StartsWith(mount.Folder.TrimEnd('/') + "/", StringComparison.Ordinal))
        .OrderBy(mount => mount.Folder.Length)
        .Select(mount => ((string, string)?)mount)
        .LastOrDefault();
}
