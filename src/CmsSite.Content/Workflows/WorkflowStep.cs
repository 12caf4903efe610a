using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Items;
using CmsSite.Content.Settings;
using CmsSite.Storage;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CmsSite.Content.Workflows;

/// <summary>What activities work with.</summary>
public sealed class WorkflowServices(
    SiteSession session, ContentManager manager, ContentItems items, Definitions.ContentDefinitions definitions, SiteSettings settings, IWorkflowText text, WorkflowScripts scripts, IWorkflowMails mails,
    HumanQuestions questions, IOptions<WorkflowOptions> options, ILogger<WorkflowRunner> logger, IUserRegistrations? registrations = null)
{
    public SiteSession Session => session;
    public ContentManager Manager => manager;
    public ContentItems Items => items;
    public Definitions.ContentDefinitions Definitions => definitions;
    public SiteSettings Settings => settings;
    public IWorkflowText Text => text;
    public WorkflowScripts Scripts => scripts;
    public IWorkflowMails Mails => mails;
    public HumanQuestions Questions => questions;

    /// <summary>Null in a host without accounts.</summary>
    public IUserRegistrations? Registrations => registrations;
    public WorkflowOptions Options => options.Value;
    public ILogger Logger => logger;
}

/// <summary>An activity that runs: the run that it is part of, and its own expressions.</summary>
public sealed class WorkflowStep(WorkflowServices services, WorkflowRun run, WorkflowActivity activity)
{
    public WorkflowServices Services => services;

    public WorkflowRun Run => run;

    public WorkflowActivity Activity => activity;

    /// <summary>The request; a workflow that nobody sent something to has no form.</summary>
    /// <exception cref="WorkflowException">There is none.</exception>
    public WorkflowRequest Request => run.Request ?? throw new WorkflowException("it needs an HTTP request, and none started this workflow");

    /// <summary>The property's Liquid, rendered.</summary>
    public async Task<string> TextAsync(string property, WorkflowTextKind kind, CancellationToken cancellationToken)
    {
        var source = activity.Expression(property);
        return IsComputed(source) ? await services.Text.RenderAsync(source, kind, run, cancellationToken) : source;
    }

    /// <summary>Whether the property says more than its author wrote out.</summary>
    public bool Computes(string property) => IsComputed(activity.Expression(property));

    /// <summary>The value of the property's script; null when there is no script.</summary>
    public Task<JsonNode?> ScriptAsync(string property, CancellationToken cancellationToken) => services.Scripts.RunAsync(activity.Expression(property), run, null, cancellationToken);

    private static bool IsComputed(string source) => source.Contains("{{", StringComparison.Ordinal) || source.Contains("{%", StringComparison.Ordinal);
}
