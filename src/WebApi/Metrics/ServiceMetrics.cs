namespace ZoomApprover.WebApi.Metrics;

/// <summary>
/// Everything that is measured, as plain .NET metrics: dotnet-counters, OpenTelemetry and the tests listen. What each one means
/// stands in docs/operations.md. No label may hold anything that people typed, nor who they are.
/// </summary>
internal sealed class ServiceMetrics(LossMetrics losses, GuessMetrics guesses, LedgerMetrics ledger, PassMetrics passes, CallMetrics calls, ProblemMetrics problems, DeliveryMetrics deliveries)
{
    public const string MeterName = "ZoomApprover";

    /// <summary>One each: from when they exist on, they are listened to.</summary>
    public IReadOnlyList<object> All { get; } = [losses, guesses, ledger, passes, calls, problems, deliveries];
}
