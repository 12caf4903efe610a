using System.Text.Json.Nodes;
using CmsSite.Content.Items;

namespace CmsSite.Content.Workflows;

/// <summary>A workflow as a recipe or an editor wrote it, in Orchard's JSON: activities, and what follows which outcome of each.</summary>
public sealed class WorkflowType
{
    private WorkflowType(string id, JsonObject json)
    {
        Id = id;
        Json = json;
        Name = json["Name"].AsText() is { Length: > 0 } name ? name : id;
        IsEnabled = json["IsEnabled"].AsFlag() ?? false;
        Activities = [.. json["Activities"].AsObjects().Select(activity => new WorkflowActivity(activity))];
        Transitions = [.. json["Transitions"].AsObjects().Select(transition => new WorkflowTransition(
            transition["SourceActivityId"].AsText() ?? "", transition["SourceOutcomeName"].AsText() ?? "", transition["DestinationActivityId"].AsText() ?? ""))];
        Problems = WorkflowChecks.Of(this);
    }

    public string Id { get; }

    public string Name { get; }

    public bool IsEnabled { get; }

    public IReadOnlyList<WorkflowActivity> Activities { get; }

    public IReadOnlyList<WorkflowTransition> Transitions { get; }

    /// <summary>Why it cannot run, in sentences; empty when it can.</summary>
    public IReadOnlyList<string> Problems { get; }

    /// <summary>As it is stored; not to be changed.</summary>
    public JsonObject Json { get; }

    /// <summary>Whether anything may start it.</summary>
    public bool Runs => IsEnabled && Problems.Count == 0;

    /// <summary>Where it may begin.</summary>
    public IEnumerable<WorkflowActivity> Starts => Activities.Where(activity => activity.IsStart);

    public WorkflowActivity? Find(string activityId) => Activities.FirstOrDefault(activity => activity.Id == activityId);

    /// <param name="json">Whatever is stored: what cannot be read becomes a problem, not an error.</param>
    public static WorkflowType Parse(string id, JsonNode json) => new(id, json as JsonObject ?? []);
}

/// <summary>One thing that a workflow does, or waits for.</summary>
public sealed class WorkflowActivity(JsonObject json)
{
    public string Id { get; } = json["ActivityId"].AsText() ?? "";

    /// <summary>As Orchard calls its kind: <c>HttpRequestEvent</c>, <c>CreateContentTask</c>.</summary>
    public string Name { get; } = json["Name"].AsText() ?? "";

    public bool IsStart { get; } = json["IsStart"].AsFlag() ?? false;

    public JsonObject Properties { get; } = json["Properties"] as JsonObject ?? [];

    /// <summary>What its author calls it, or what its kind is.</summary>
    public string Title => (Properties["ActivityMetadata"] as JsonObject)?["Title"].AsText() is { Length: > 0 } title ? title : Name;

    public string? Text(string property) => Properties[property].AsText();

    public bool Flag(string property, bool otherwise = false) => Properties[property].AsFlag() ?? otherwise;

    /// <summary>The source of an expression: Orchard writes <c>{ "Expression": "…" }</c>, its older versions the text alone.</summary>
    public string Expression(string property) => (Properties[property] as JsonObject)?["Expression"].AsText() ?? Properties[property].AsText() ?? "";
}

/// <summary>What follows an outcome of an activity.</summary>
public sealed record WorkflowTransition(string From, string Outcome, string To);
