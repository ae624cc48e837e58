using Microsoft.Extensions.DependencyInjection;
using ZoomApprover.Infrastructure.Ledger.Sql;

namespace ZoomApprover.WebApi.Tests.Hosting;

/// <summary>A ledger whose backup takes a while: the copies of earlier lists are in it, which nobody asks for any more.</summary>
internal static class BigLedger
{
    private const string EarlierList = """
        insert into invitations (list, code, session, spent, ambiguous, unreadable)
        with recursive number (n) as (select 1 union all select n + 1 from number where n < @rows)
        select 'earlier event', 'OLDCODE' || n, '1', 1, 0, 0 from number
        """;

    public static Task GrowAsync(Service service, int rows) =>
        service.Services.GetRequiredService<SqlLedger>().WriteAsync(transaction => transaction.Execute(EarlierList, ("@rows", rows)));
}
