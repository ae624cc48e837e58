namespace ZoomApprover.WebApi.Configuration.Sections;

/// <summary>Collects every fault and warning, and knows the secrets: one pasted under a wrong key is hidden there too.</summary>
internal sealed class FaultLog(IConfiguration configuration)
{
    private const int LeastSecret = 4; // shorter ones are parts of ordinary words

    private readonly List<ConfigurationFault> faults = [];
    private readonly string[] secrets =
        [.. Secrets.Keys.Select(key => configuration[key]?.Trim() ?? "").Where(value => value.Length >= LeastSecret && !Secrets.IsPlaceholder(value))];

    public IReadOnlyList<ConfigurationFault> Faults => faults;
    public List<string> Warnings { get; } = [];

    public void Add(ConfigurationFault fault) => faults.Add(fault);

    /// <summary>The value for a fault's text, or its length only when it holds a secret or a part of one.</summary>
    public Words Shown(string value) => HoldsSecret(value) ? Secrets.Hidden(value) : Secrets.Shown(value);

    public bool HoldsSecret(string value) => secrets.Any(secret =>
        value.Contains(secret, StringComparison.Ordinal) || (value.Length >= LeastSecret && secret.Contains(value, StringComparison.Ordinal)));
}
