using System.Globalization;
using ZoomApprover.DiskTrials;

// started by tests/power-cut.sh, tests/disk-full.sh and tests/fsync-fails.sh, which prepare the disks and clean up after them
if (args is not [var trial, var rounds, var seed, var folder])
{
    await Console.Error.WriteLineAsync("Usage: DiskTrials power-cut|disk-full|fsync-fails ROUNDS SEED FOLDER; the scripts of the same names call it.");
    return 64;
}

var (count, chance) = (int.Parse(rounds, CultureInfo.InvariantCulture), int.Parse(seed, CultureInfo.InvariantCulture));
try
{
    Console.WriteLine($"seed {chance}");
    await (trial switch
    {
        "power-cut" => PowerCutTrial.RunAsync(count, chance, folder),
        "disk-full" => DiskFullTrial.RunAsync(count, chance, folder),
        "fsync-fails" => FsyncTrial.RunAsync(count, chance, folder),
        _ => throw new TrialFailedException($"There is no trial {trial}."),
    });
    return 0;
}
catch (TrialFailedException failed)
{
    await Console.Error.WriteLineAsync($"FAILED: {failed.Message}");
    return 1;
}
