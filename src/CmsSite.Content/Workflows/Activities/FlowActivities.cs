using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Workflows.Activities;

/// <summary>Ways through a workflow, and what it remembers on the way.</summary>
internal static class FlowActivities
{
    private const string Join = "JoinTask";
    private const int Any = 1;

    public static IEnumerable<ActivityKind> All { get; } =
    [
        new("IfElseTask", "Goes one way or the other.", async (step, cancellation) => [IsTrue(await step.ScriptAsync("Condition", cancellation)) ? "True" : "False"]) { Scripts = ["Condition"] },
        new("ForkTask", "Goes several ways, one after the other.", (step, _) => Task.FromResult(step.Activity.Properties["Forks"].AsTexts())),
        new(Join, "Waits for all branches, or goes on with the first.", (_, _) => Task.FromResult<IReadOnlyList<string>>(["Joined"])),
        new("ForLoopTask", "Goes round and counts.", ForAsync) { Scripts = ["From", "To", "Step"] },
        new("ForEachTask", "Goes round once for each thing in a list.", ForEachAsync) { Scripts = ["Enumerable"] },
        new("WhileLoopTask", "Goes round while something is so.", async (step, cancellation) => [IsTrue(await step.ScriptAsync("Condition", cancellation)) ? "Iterate" : "Done"]) { Scripts = ["Condition"] },
        new("ScriptTask", "Runs a script.", ScriptAsync) { Scripts = ["Script"] },
        new("SetPropertyTask", "Remembers a value.", async (step, cancellation) =>
        {
            step.Run.Properties[step.Activity.Text("PropertyName") ?? ""] = (await step.ScriptAsync("Value", cancellation))?.DeepClone();
            return ActivityCatalog.Done;
        }) { Scripts = ["Value"] },
        new("SetOutputTask", "Gives a value out.", async (step, cancellation) =>
        {
            step.Run.Output[step.Activity.Text("OutputName") ?? ""] = (await step.ScriptAsync("Value", cancellation))?.DeepClone();
            return ActivityCatalog.Done;
        }) { Scripts = ["Value"] },
        new("CorrelateTask", "Gives the run a name of its own.", async (step, cancellation) =>
        {
            step.Run.CorrelationId = (await step.ScriptAsync("Value", cancellation))?.ToString();
            return ActivityCatalog.Done;
        }) { Scripts = ["Value"] },
    ];

    /// <summary>Whether what the transition leads to runs now: a join runs once, when all that lead to it have come, or with the first.</summary>
    public static bool Arrive(WorkflowRun run, WorkflowTransition transition, WorkflowActivity following)
    {
        if (following.Name != Join)
        {
            return true;
        }

        var arrived = Mark<JsonArray>(run, following) ?? [];
        var isFirst = arrived.Count == 0;
        if (!arrived.AsTexts().Contains(Key(transition)))
        {
            arrived.Add((JsonNode)Key(transition));
        }

        run.Marks[following.Id] = arrived;
        return following.Properties["Mode"].AsWhole() == Any ? isFirst : run.Type.Transitions.Where(other => other.To == following.Id).All(other => arrived.AsTexts().Contains(Key(other)));
    }

    /// <summary>As JavaScript sees it.</summary>
    public static bool IsTrue(JsonNode? value) => value switch
    {
        null => false,
        JsonValue simple when simple.GetValueKind() == System.Text.Json.JsonValueKind.True => true,
        JsonValue simple when simple.GetValueKind() == System.Text.Json.JsonValueKind.False => false,
        JsonValue simple when simple.GetValueKind() == System.Text.Json.JsonValueKind.Number => simple.AsNumber() is not 0,
        JsonValue simple => simple.AsText() is { Length: > 0 },
        _ => true,
    };

    /// <summary>A whole number, also from a text; null otherwise.</summary>
    public static long? AsWhole(this JsonNode? node) => node.AsNumber() is { } number && number == decimal.Truncate(number) && number is > long.MinValue and < long.MaxValue ? (long)number : null;

    private static async Task<IReadOnlyList<string>> ForAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var (run, activity) = (step.Run, step.Activity);
        var by = (await step.ScriptAsync("Step", cancellationToken)).AsNumber() ?? 1;
        var to = (await step.ScriptAsync("To", cancellationToken)).AsNumber() ?? 0;
        var index = Mark<JsonValue>(run, activity).AsNumber() is { } before ? before + by : (await step.ScriptAsync("From", cancellationToken)).AsNumber() ?? 0;
        if (by == 0 || (by > 0 ? index >= to : index <= to))
        {
            run.Marks.Remove(activity.Id);
            return ActivityCatalog.Done;
        }

        run.Marks[activity.Id] = index;
        run.LastResult = index;
        run.Properties[activity.Text("LoopVariableName") is { Length: > 0 } name ? name : "x"] = index;
        return ["Iterate"];
    }

    private static async Task<IReadOnlyList<string>> ForEachAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var (run, activity) = (step.Run, step.Activity);
        var index = (int)(Mark<JsonValue>(run, activity).AsWhole() ?? 0);
        if (await step.ScriptAsync("Enumerable", cancellationToken) is not JsonArray list || index >= list.Count)
        {
            run.Marks.Remove(activity.Id);
            return ActivityCatalog.Done;
        }

        run.Marks[activity.Id] = index + 1;
        run.LastResult = list[index]?.DeepClone();
        run.Properties[activity.Text("LoopVariableName") is { Length: > 0 } name ? name : "x"] = list[index]?.DeepClone();
        return ["Iterate"];
    }

    private static async Task<IReadOnlyList<string>> ScriptAsync(WorkflowStep step, CancellationToken cancellationToken)
    {
        var outcomes = new List<string>();
        step.Run.LastResult = (await step.Services.Scripts.RunAsync(step.Activity.Expression("Script"), step.Run, outcomes, cancellationToken))?.DeepClone();
        if (step.Run.Answer is WorkflowAnswer.Redirect(var location, var isPermanent))
        {
            step.Run.Answer = new WorkflowAnswer.Redirect(HttpActivities.Checked(location, isWrittenOut: false, step.Services.Options), isPermanent);
        }

        return outcomes;
    }

    private static string Key(WorkflowTransition transition) => $"{transition.From}\n{transition.Outcome}";

    private static T? Mark<T>(WorkflowRun run, WorkflowActivity activity) where T : JsonNode => run.Marks.GetValueOrDefault(activity.Id) as T;
}
