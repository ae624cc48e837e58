namespace ZoomApprover.Simulation.Tests.World;

/// <summary>Everything that happened, as one number; as lines too when somebody wants to read it.</summary>
internal sealed class Trace(bool keepLines)
{
    private readonly List<string> lines = [];
    private ulong hash = 14_695_981_039_346_656_037;

    public ulong Hash => hash;

    public IReadOnlyList<string> Lines => lines;

    /// <summary>Said by the world: always part of the hash.</summary>
    public void Say(DateTimeOffset at, string what)
    {
        Add((ulong)at.UtcTicks);
        Add(what);
        Tell(at, what);
    }

    /// <summary>For readers only; what it tells is in the hash already.</summary>
    public void Tell(DateTimeOffset at, string what)
    {
        if (keepLines)
        {
            lines.Add($"{at:HH:mm:ss.fff}  {what}");
        }
    }

    public bool IsRead => keepLines;

    /// <summary>A statement that changes the ledger, with its values.</summary>
    public void Write(string sql, ReadOnlySpan<(string Name, object? Value)> values)
    {
        Add(sql);
        foreach (var (_, value) in values)
        {
            switch (value)
            {
                case null:
                    Add(7);
                    break;
                case string text:
                    Add(text);
                    break;
                case long number:
                    Add((ulong)number);
                    break;
                case int number:
                    Add((ulong)number);
                    break;
                default:
                    Add(value.ToString()!);
                    break;
            }
        }
    }

    private void Add(string text)
    {
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 1_099_511_628_211;
        }

        Add((ulong)text.Length);
    }

    private void Add(ulong number) => hash = ((hash ^ number) * 1_099_511_628_211) ^ (hash >> 29);
}
