using System.Net.Sockets;

namespace ZoomApprover.WebApi.Start;

/// <summary>Opens the addresses for requests.</summary>
internal static class Listening
{
    private const string Mend = "The addresses stand in ASPNETCORE_URLS (for example http://0.0.0.0:8080), or under Urls in the configuration file.";

    /// <exception cref="StartRefusedException">An address is taken, not ours, or no address at all.</exception>
    public static async Task StartAsync(WebApplication app)
    {
        try
        {
            await app.StartAsync();
        }
        catch (Exception error) when (error is IOException or SocketException)
        {
            throw new StartRefusedException($"No request can be taken: {FirstLine(error)} Stop the program that listens there, or choose another address. {Mend}", StartRefusedException.Unavailable, error);
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InvalidOperationException)
        {
            throw new StartRefusedException($"No request can be taken: {FirstLine(error)} {Mend}", StartRefusedException.BadConfiguration, error);
        }
    }

    private static string FirstLine(Exception error) => error.Message.Split('\n')[0].TrimEnd('.', '\r') + ".";
}
