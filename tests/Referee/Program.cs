using System.Text.Json;
using ZoomApprover.Referee;
using ZoomApprover.Referee.Evidence;
using ZoomApprover.Referee.Rules;

// Referee CASE: reads what really happened and what the service says, and judges each rule. 0: all hold. 1: one is broken,
// or nothing of it could be checked.
if (args is not [var path])
{
    await Console.Error.WriteLineAsync("Usage: Referee CASE");
    return 64;
}

var trial = await Trial.GatherAsync(JsonSerializer.Deserialize<Case>(await File.ReadAllTextAsync(path), JsonSerializerOptions.Web)!);
Verdict[] verdicts =
[
    R1OneForEachCode.Judge(trial), R2OneDecision.Judge(trial), R3GoodCodesOpen.Judge(trial), R4OnlyGoodCodesOpen.Judge(trial),
    R5ListOfThePeople.Judge(trial), R6WithinLimits.Judge(trial), R8SameCounts.Judge(trial),
];
foreach (var verdict in verdicts)
{
    Console.WriteLine(verdict);
}

return verdicts.All(one => one.Holds) ? 0 : 1;
