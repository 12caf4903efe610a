using System.Text.Json.Nodes;
using CmsSite.Content.Items;
using CmsSite.Recipes;

namespace CmsSite.Content.Workflows;

/// <summary>One run of a workflow, from its event to its end: what it was given, what it has found out, and what it answers.</summary>
public sealed class WorkflowRun(WorkflowType type, WorkflowActivity start)
{
    public string Id { get; } = RecipeIds.New();

    public WorkflowType Type => type;

    public WorkflowActivity Start => start;

    /// <summary>The HTTP request that started it; null for other events.</summary>
    public WorkflowRequest? Request { get; init; }

    /// <summary>The content item that the event or the last content activity is about.</summary>
    public ContentItem? Item { get; set; }

    public JsonObject Output { get; } = [];

    public JsonObject Properties { get; } = [];

    public JsonNode? LastResult { get; set; }

    public string? CorrelationId { get; set; }

    /// <summary>What is wrong with what was sent, to be shown on the form.</summary>
    public List<FormProblem> Problems { get; } = [];

    public WorkflowAnswer? Answer { get; set; }

    /// <summary>Messages for whoever sent the request, shown on the page that comes next.</summary>
    public List<WorkflowNotice> Notices { get; } = [];

    /// <summary>How many activities have run.</summary>
    public int Count { get; internal set; }

    /// <summary>The title of the activity that ran last.</summary>
    public string Last { get; internal set; } = "";

    /// <summary>Where loops are, and which branches have arrived at a join.</summary>
    internal Dictionary<string, JsonNode?> Marks { get; } = [];

    /// <summary>What scripts and templates call <c>Workflow.Input</c>.</summary>
    public JsonObject InputJson()
    {
        var input = new JsonObject();
        if (Item is not null)
        {
            input["ContentItem"] = Item.ToJson();
        }

        return input;
    }
}

/// <param name="Field">The name of the form's field; empty for the form as a whole.</param>
public sealed record FormProblem(string Field, string Message);

/// <summary>A message in HTML, whose values were encoded.</summary>
/// <param name="Kind"><c>success</c>, <c>information</c>, <c>warning</c> or <c>error</c>, as Orchard's classes are called.</param>
public sealed record WorkflowNotice(string Kind, string Html);

/// <summary>What a workflow answers the HTTP request.</summary>
public abstract record WorkflowAnswer
{
    /// <param name="Location">A local path, or an address that the site allows.</param>
    public sealed record Redirect(string Location, bool IsPermanent) : WorkflowAnswer;

    public sealed record Content(int Status, string ContentType, string Text, IReadOnlyDictionary<string, string> Headers) : WorkflowAnswer;
}

/// <summary>A workflow cannot go on. The message says what and where, for who looks after the site.</summary>
public sealed class WorkflowException(string message, Exception? inner = null) : Exception(message, inner);
