using System.Diagnostics;

namespace ZoomApprover.Processes.Tests.Storm;

/// <summary>One of the programs beside the service: simulators, load generator, referee. They end when their input does.</summary>
internal sealed class SideProgram : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(180);
    private readonly Process process;
    private readonly Task<string> errors;

    private SideProgram(Process process)
    {
        this.process = process;
        process.Start();
        errors = process.StandardError.ReadToEndAsync();
    }

    /// <param name="name">Of the project.</param>
    public static SideProgram Start(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo(PublishedService.Dotnet)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            ArgumentList = { Path.Combine(AppContext.BaseDirectory, $"ZoomApprover.{name}.dll") },
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new SideProgram(new Process { StartInfo = start });
    }

    /// <summary>Runs it until it ends by itself.</summary>
    public static async Task<ProcessEnd> RunAsync(string name, params string[] arguments)
    {
        await using var program = Start(name, arguments);
        return await program.EndAsync();
    }

    public async Task<string> LineAsync() => await process.StandardOutput.ReadLineAsync().WaitAsync(Limit) ?? throw new InvalidOperationException($"It ended: {await errors}");

    public async Task SayAsync(string line)
    {
        await process.StandardInput.WriteLineAsync(line);
        await process.StandardInput.FlushAsync();
    }

    public async Task<ProcessEnd> EndAsync()
    {
        var output = await process.StandardOutput.ReadToEndAsync().WaitAsync(Limit);
        await process.WaitForExitAsync().WaitAsync(Limit);
        return new ProcessEnd(process.ExitCode, output.TrimEnd(), await errors);
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill();
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }
}
