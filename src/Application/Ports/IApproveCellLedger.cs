using ZoomApprover.Domain.Registrations;

namespace ZoomApprover.Application.Ports;

/// <summary>The ledger's side of the approve column: which texts stand there, and who waits for those codes. Codes are normal forms of the list in force.</summary>
public interface IApproveCellLedger
{
    /// <summary>Codes in whose cell a text was seen that people have not emptied since, and whether it asks for nothing any more.</summary>
    Task<IReadOnlyDictionary<string, bool>> CellsAsync();

    /// <summary>A text is seen beside these codes. What was known of it stays.</summary>
    Task SeeAsync(IReadOnlyCollection<string> codes);

    /// <summary>The texts beside these codes ask for nothing any more. Setting a code free does the same.</summary>
    Task SettleAsync(IReadOnlyCollection<string> codes);

    /// <summary>People emptied these cells: a text there asks again.</summary>
    Task ForgetAsync(IReadOnlyCollection<string> codes);

    /// <summary>Who stands by these codes. A code that nobody holds and nobody waits for is missing from the answer.</summary>
    Task<IReadOnlyDictionary<string, CodeClaimants>> ClaimantsAsync(IReadOnlyCollection<string> codes);

    /// <summary>Approves the one person who waits for the code, and the text beside it is done: both or neither.</summary>
    /// <returns>False, and nothing was done, when the text asks for nothing any more, nobody waits, several do, or somebody has claimed the last use meanwhile.</returns>
    Task<bool> ApproveAsync(string code);
}

/// <param name="IsHeld">All its uses are held.</param>
/// <param name="Waiting">Who gave it and waits for whatever reason, or had it until a person set it free; the earliest first.</param>
public sealed record CodeClaimants(bool IsHeld, IReadOnlyList<RegistrationKey> Waiting)
{
    /// <summary>Who holds its uses, the latest last.</summary>
    public IReadOnlyList<RegistrationKey> Holders { get; init; } = [];
}
