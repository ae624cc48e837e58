using System.Globalization;
using FluentValidation;
using MediatR;
using ZoomApprover.Application.Ports;

namespace ZoomApprover.Application.Ledger.BackUpLedger;

/// <summary>A person asks for a backup of the ledger.</summary>
/// <param name="Name">A file name; null for one made of the time.</param>
public sealed record BackUpLedger(string? Name) : IRequest<BackupAnswer>;

internal sealed class BackUpLedgerValidator : AbstractValidator<BackUpLedger>
{
    public BackUpLedgerValidator() => RuleFor(command => command.Name)
        .Must(name => name is null || IsFileName(name)).WithName("name")
        .WithMessage("A name of letters, digits, '-', '_' and '.', up to 100, that begins with a letter or digit and ends with .db. It is kept in the folder 'backups' beside the ledger.");

    // whoever has the key shall not choose where on this machine a file is written
    private static bool IsFileName(string name) => name is { Length: > 3 and <= 100 }
        && char.IsAsciiLetterOrDigit(name[0])
        && name.EndsWith(".db", StringComparison.Ordinal)
        && name.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.');
}

internal sealed class BackUpLedgerHandler(ILedgerBackups backups, TimeProvider time) : IRequestHandler<BackUpLedger, BackupAnswer>
{
    public Task<BackupAnswer> Handle(BackUpLedger request, CancellationToken cancellationToken) =>
        backups.TakeAsync(request.Name ?? $"ledger-{time.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}.db");
}
