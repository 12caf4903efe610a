using CmsSite.Content.Workflows.Activities;

namespace CmsSite.Content.Workflows;

/// <summary>Says of a workflow what keeps it from running. One that could only run in part does not run at all.</summary>
internal static class WorkflowChecks
{
    public static IReadOnlyList<string> Of(WorkflowType type)
    {
        var problems = new List<string>();
        foreach (var twice in type.Activities.GroupBy(activity => activity.Id).Where(same => same.Key.Length == 0 || same.Count() > 1))
        {
            problems.Add(twice.Key.Length == 0 ? "An activity has no ActivityId." : $"Two activities have the id {twice.Key}.");
        }

        if (!type.Starts.Any())
        {
            problems.Add("No activity starts it.");
        }

        var reached = Reached(type);
        foreach (var activity in reached)
        {
            if (ActivityCatalog.Find(activity.Name) is not { } kind)
            {
                problems.Add(ActivityCatalog.WhyNot(activity.Name) is { } reason ? $"{activity.Name} does not run here: {reason}." : $"{activity.Name} is not known here.");
            }
            else if (kind.IsEvent && !activity.IsStart)
            {
                problems.Add($"It waits for {activity.Name} after it has begun, and workflows here run to their end at once.");
            }
            else if (!kind.IsEvent && activity.IsStart)
            {
                problems.Add($"It starts with {activity.Name}, which is no event.");
            }
        }

        foreach (var transition in type.Transitions.Where(transition => reached.Any(activity => activity.Id == transition.From) && type.Find(transition.To) is null))
        {
            problems.Add($"After {type.Find(transition.From)!.Title} ({transition.Outcome}) comes an activity that is not there: {transition.To}.");
        }

        return [.. problems.Distinct()];
    }

    // What nothing leads to does no harm.
    private static List<WorkflowActivity> Reached(WorkflowType type)
    {
        var reached = type.Starts.ToList();
        for (var index = 0; index < reached.Count; index++)
        {
            reached.AddRange(type.Transitions.Where(transition => transition.From == reached[index].Id).Select(transition => type.Find(transition.To)).OfType<WorkflowActivity>()
                .Where(activity => !reached.Contains(activity)).Distinct());
        }

        return reached;
    }
}
