namespace ZoomApprover.DiskTrials;

/// <summary>A promise was broken, or the trial proved nothing; the message says which and how it was seen.</summary>
internal sealed class TrialFailedException(string message) : Exception(message);
