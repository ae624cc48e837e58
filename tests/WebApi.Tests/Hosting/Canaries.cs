using System.Collections.Concurrent;
using ZoomApprover.Simulators.Zoom;

namespace ZoomApprover.WebApi.Tests.Hosting;

/// <summary>What no log may ever hold. Every line of every service of the suite is searched, at every level.</summary>
internal sealed class Canaries
{
    /// <summary>Codes, addresses, names, the personal join link, secrets: each is used by the tests, failing paths included.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        "K7P2M9X4Q1",                      // a code
        "k7p2-m9x4-q1",                    // the same as somebody typed it
        "SECONDCODE",
        "THIRDCODE3",
        "@example.com",                    // every address
        "Canaria",                         // the last name of everybody
        "Añà",                             // a first name
        "zoom.example/",                   // the personal join link
        World.Secret,
        "canary-previous-secret-9c2e",
        Service.Key,
        new ZoomSimulatorOptions().ClientSecret,
        "PRIVATE KEY",                     // of the service account
    ];

    private readonly ConcurrentQueue<string> leaks = new();

    public IReadOnlyCollection<string> Leaks => leaks;

    public void Search(string line)
    {
        if (All.FirstOrDefault(canary => line.Contains(canary, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            leaks.Enqueue($"'{found}' in: {line}");
        }
    }
}
