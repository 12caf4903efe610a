using CmsSite.Content.Workflows.Activities;
using CmsSite.Storage;

namespace CmsSite.Content.Workflows;

/// <summary>The site's workflows, and which of them answers an address.</summary>
public sealed class WorkflowTypes(SiteSession session, WorkflowKeys keys)
{
    /// <summary>Where HTTP requests start workflows, as in Orchard.</summary>
    public const string InvokePath = "/workflows/Invoke";

    public IReadOnlyList<WorkflowType> All => session.Project(SiteDocumentKinds.WorkflowType, documents =>
        new Types([.. documents.Select(document => WorkflowType.Parse(document.Key, document.Value)).OrderBy(type => type.Name, StringComparer.CurrentCultureIgnoreCase)])).All;

    public WorkflowType? Find(string id) => All.FirstOrDefault(type => type.Id.Equals(id, StringComparison.OrdinalIgnoreCase));

    /// <summary>The address that starts the workflow there, without the site's prefix.</summary>
    public string AddressOf(WorkflowType type, WorkflowActivity activity) =>
        TokenIn(activity.Text("Url")) is { } own ? $"{InvokePath}?token={Uri.EscapeDataString(own)}" : $"{InvokePath}?token={keys.AddressToken(type.Id, activity.Id)}";

    /// <summary>The HTTP event that a token stands for, whether or not its workflow runs; null when there is none.</summary>
    /// <remarks>
    /// An event that says its own address (<c>Url</c>) has that one too: recipes and exports carry the address together with the forms that lead there, and in Orchard such a form is dead on
    /// every other site.
    /// </remarks>
    public (WorkflowType Type, WorkflowActivity Event)? FindByToken(string? token)
    {
        if (string.IsNullOrEmpty(token))
        {
            return null;
        }

        foreach (var type in All)
        {
            foreach (var start in type.Starts.Where(start => start.Name == HttpActivities.RequestEvent && start.Id.Length > 0))
            {
                if (token == TokenIn(start.Text("Url")) || token == keys.AddressToken(type.Id, start.Id))
                {
                    return (type, start);
                }
            }
        }

        return null;
    }

    /// <summary>The HTTP event with which a workflow begins; null when there is no such workflow, or it begins otherwise.</summary>
    public (WorkflowType Type, WorkflowActivity Event)? FindRequest(string? typeId) =>
        !string.IsNullOrEmpty(typeId) && Find(typeId) is { } type && RequestOf(type) is { } start ? (type, start) : null;

    /// <summary>The only workflow that something is sent to and that asks for fields of this form, and for no others; null when there is none, or several.</summary>
    public (WorkflowType Type, WorkflowActivity Event)? FindByFields(IReadOnlyCollection<string> fields)
    {
        var asking = All.Where(type => type.IsEnabled && RequestOf(type) is not null && type.Activities.Where(activity => activity.Name == FormActivities.ValidateField).ToList() is { Count: > 0 } asked
            && asked.All(activity => fields.Contains(activity.Text("FieldName") ?? "", StringComparer.OrdinalIgnoreCase))).Take(2).ToList();
        return asking is [var type] ? (type, RequestOf(type)!) : null;
    }

    /// <summary>Workflows that run and begin with such an event.</summary>
    public IEnumerable<(WorkflowType Type, WorkflowActivity Event)> StartedBy(string eventName) =>
        from type in All where type.Runs from start in type.Starts where start.Name == eventName select (type, start);

    private static WorkflowActivity? RequestOf(WorkflowType type) => type.Starts.FirstOrDefault(start => start.Name == HttpActivities.RequestEvent);

    /// <summary>The token in the address of a workflow, where it is asked for as <c>?token=</c> or, as some recipes write it, stands behind a slash; null when it is no such address.</summary>
    public static string? TokenIn(string? url)
    {
        const string mark = "token=";
        var path = url?.IndexOf(InvokePath, StringComparison.OrdinalIgnoreCase) ?? -1;
        if (path < 0)
        {
            return null;
        }

        var rest = url![(path + InvokePath.Length)..];
        var at = rest.StartsWith('/') ? 0 : rest.IndexOf(mark, StringComparison.OrdinalIgnoreCase) is >= 0 and var asked ? asked + mark.Length - 1 : -1;
        return at < 0 ? null : Uri.UnescapeDataString(rest[(at + 1)..].Split('&', '#', '?')[0]) is { Length: > 0 } token ? token : null;
    }

    private sealed record Types(IReadOnlyList<WorkflowType> All);
}
