using ZoomApprover.Application.Ports;
using ZoomApprover.Domain.Registrations;
using ZoomApprover.Simulation.Tests.World;

namespace ZoomApprover.Simulation.Tests.Service;

/// <summary>Counts what the service writes into its history, and tells it to whoever reads the story. One rule rests on it: only the latest process begins calls.</summary>
internal static class Ear
{
    public static void Hear(SimWorld world, string sql, ReadOnlySpan<(string Name, object? Value)> values, int changed)
    {
        if (changed == 0 && sql.StartsWith("update registrations set list", StringComparison.Ordinal))
        {
            world.Counts.Add("versions lost");
        }
        else if (sql.StartsWith("insert into history", StringComparison.Ordinal))
        {
            var happened = (HistoryEvent)Number(values, "@event");
            world.Counts.Add($"history {happened}");
            if (world.Trace.IsRead)
            {
                var reason = Value(values, "@reason") is int why ? $" ({(WaitingReason)why})" : "";
                world.Trace.Tell(world.Now, $"    ledger: {Value(values, "@registrant")} {happened} -> {(RegistrationStatus)Number(values, "@status")}{reason} {Value(values, "@code")}");
            }
        }
    }

    /// <summary>The process is about to call Zoom.</summary>
    public static bool IsBeginning(string sql, ReadOnlySpan<(string Name, object? Value)> values) =>
        sql.StartsWith("insert into history", StringComparison.Ordinal) && Number(values, "@event") == (int)HistoryEvent.CallBegun;

    private static int Number(ReadOnlySpan<(string Name, object? Value)> values, string name) => Value(values, name) is int number ? number : 0;

    private static object? Value(ReadOnlySpan<(string Name, object? Value)> values, string name)
    {
        foreach (var (known, value) in values)
        {
            if (known == name)
            {
                return value;
            }
        }

        return null;
    }
}
