namespace ZoomApprover.WebApi.Start;

/// <summary>The service cannot start; the message says why and what to do.</summary>
internal sealed class StartRefusedException(string message, int exitCode, Exception cause) : Exception(message, cause)
{
    /// <summary>sysexits.h EX_CONFIG: starting again will not help.</summary>
    public const int BadConfiguration = 78;

    /// <summary>sysexits.h EX_UNAVAILABLE: starting again may help.</summary>
    public const int Unavailable = 69;

    public int ExitCode => exitCode;
}
