using System.Text.Json.Nodes;
using CmsSite.Admin.Inputs;
using CmsSite.Content.Items;
using CmsSite.Content.Workflows;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;

namespace CmsSite.Admin.Workflows;

/// <summary>A workflow while it is edited: as JSON, and its activities in forms. Both are the same text.</summary>
public sealed class WorkflowDraft
{
    private readonly HashSet<string> _edited = new(StringComparer.Ordinal);
    private JsonObject? _json;

    public WorkflowDraft(JsonObject json) => Write(json.ToJsonString(SiteJson.Indented));

    /// <summary>The whole workflow in Orchard's JSON.</summary>
    public string Text { get; private set; } = "";

    /// <summary>As the text says it; null while the text is not a JSON object.</summary>
    public WorkflowType? Type { get; private set; }

    /// <summary>Takes the text as it was typed.</summary>
    public void Write(string text)
    {
        Text = text;
        _json = WorkflowChanges.Read(text, out _);
        Read();
    }

    /// <summary>The properties of an activity, to be changed in place; say <see cref="Changed"/> then. Null when there is no such activity.</summary>
    public JsonObject? Properties(string activityId)
    {
        if (_json?["Activities"].AsObjects().FirstOrDefault(activity => activity["ActivityId"].AsText() == activityId) is not { } activity)
        {
            return null;
        }

        if (activity["Properties"] is not JsonObject properties)
        {
            activity["Properties"] = properties = [];
        }

        ActivityInputs.Normalise(activity["Name"].AsText() ?? "", properties);
        return properties;
    }

    /// <summary>An activity was changed in its form.</summary>
    public void Changed(string activityId)
    {
        _edited.Add(activityId);
        Text = _json!.ToJsonString(SiteJson.Indented);
        Read();
    }

    /// <summary>What is wrong with the activities that were changed in their forms, by their ids, in the order of the workflow.</summary>
    public IReadOnlyList<(string ActivityId, IReadOnlyList<SettingProblem> Problems)> Check(LiquidEngine liquid) =>
        [.. from activity in Type?.Activities ?? []
            where _edited.Contains(activity.Id)
            let properties = Properties(activity.Id)
            where properties is not null
            let problems = SettingRules.Check(properties, ActivityInputs.Of(activity.Name, properties), liquid)
            where problems.Count > 0
            select (activity.Id, problems)];

    private void Read() => Type = _json is null ? null : WorkflowType.Parse(_json["WorkflowTypeId"].AsText() ?? "", _json);
}
