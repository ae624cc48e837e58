namespace ZoomApprover.Application.Ports;

/// <summary>Something a person should know and can mend. Its sentences, English and Spanish, are in the resources under its kind's name.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Details">What the sentence names, in order: a key, a row, a meeting. Never secret or personal.</param>
public sealed record Problem(ProblemKind Kind, params string[] Details);

/// <summary>Each has a sentence "{Kind}" with its mend in both languages.</summary>
public enum ProblemKind
{
    // list
    ListNeverRead,
    ListFileMissing,
    ListFileUnreadable,
    ListHeaderMissing,
    ListHeaderDoubled,
    ListCodeDoubled,
    ListCodeIsNumber,
    ListCodeDamaged,
    ListCodeOddShape,
    ListSessionBlank,
    ListExpiryUnreadable,
    ListUsesUnreadable,
    ListMarkConflict,
    ListRowGone,
    ListRowsProtected,
    ListMarkCleared,
    ListOtherPlace,
    ListPlaceKept,
    ListFreedOrRemoved,
    ListApproveSeveral,
    ListApproveSpent,
    SheetNotFound,
    SheetNotShared,
    SheetReadOnly,
    SheetTabMissing,
    SheetApiDisabled,
    SheetIsOfficeFile,
    SheetProtected,
    SheetTooShort,
    SheetQuota,
    SheetUnreachable,
    SheetRefused,
    GoogleSignIn,

    // Zoom
    ZoomSignIn,
    ZoomScopeMissing,
    ZoomUnreachable,
    ZoomQuota,
    ZoomDailyLimit,
    MeetingNotConfigured,
    MeetingOtherKind,
    MeetingRefused,
    MeetingNotFound,
    MeetingGateOpen,
    MeetingWithoutRegistration,
    QuestionTitleMissing,
    RegistrantRefused,
    ApprovalUnconfirmed,
    CodeApprovedTwice,
    CodesGuessed,
    CodesGuessedStopped,
    CodesGuessedByOne,

    // edge and ledger
    DeliveryUnreadable,
    DeliverySignatureWrong,
    DeliveryStale,
    DeliveriesMissed,
    LedgerFull,
    LedgerAway,
    LedgerFailed,
    LedgerRestored,
    DryRun,
}
