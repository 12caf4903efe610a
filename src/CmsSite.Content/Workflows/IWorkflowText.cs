namespace CmsSite.Content.Workflows;

/// <summary>What the text of an expression becomes part of, and so how values in it are encoded.</summary>
public enum WorkflowTextKind
{
    /// <summary>Values stand as they are: subjects of mails, addresses, lines of a log.</summary>
    Plain,
    Html,

    /// <summary>Values stand inside JSON strings and cannot end them.</summary>
    Json,
}

/// <summary>
/// Renders the Liquid of a workflow's expressions. The engine is above this library (Theming); templates see <c>Workflow</c> (Input, Output, Properties, LastResult, CorrelationId,
/// WorkflowId) and <c>Request</c> with the form that was sent.
/// </summary>
public interface IWorkflowText
{
    /// <exception cref="WorkflowException">The expression does not parse, or was stopped; the message says where.</exception>
    Task<string> RenderAsync(string expression, WorkflowTextKind kind, WorkflowRun run, CancellationToken cancellationToken);

    /// <summary>What is wrong with the expression as Liquid, without rendering it; null when it can be read.</summary>
    string? Check(string expression);
}
