using CmsSite.Content.Recipes.Conversion;

namespace CmsSite.Admin.Recipes;

/// <summary>Where a conversion stands.</summary>
public enum ConversionJobState
{
    Converting,
    Converted,
    Refused,
    Cancelled,
}

/// <summary>The export of another system on its way to a recipe package. Belongs to whoever brought it; changes nothing on the site.</summary>
public sealed class ConversionJob(string id, string userId, string? who, string title, ConversionOptions options) : IDisposable
{
    private readonly CancellationTokenSource _cancellation = new();

    public string Id => id;
    public string UserId => userId;
    public string? Who => who;

    /// <summary>The name of the file.</summary>
    public string Title => title;

    public ConversionOptions Options { get; private set; } = options;

    public ConversionJobState State { get; private set; }

    /// <summary>Posts and pages; nothing while the file is read for the first time.</summary>
    public (int Done, int Total) Progress { get; private set; }

    /// <summary>What it came to; null until it is done.</summary>
    public ConversionReport? Report { get; private set; }

    /// <summary>Why it was refused.</summary>
    public string? Said { get; private set; }

    public CancellationToken Cancellation => _cancellation.Token;

    /// <summary>Raised on whatever thread it happens.</summary>
    public event Action? Changed;

    public void Cancel() => _cancellation.Cancel();

    /// <summary>Begins anew with other wishes.</summary>
    internal void Again(ConversionOptions options) => Tell(() => (Options, Report, Progress, State) = (options, null, default, ConversionJobState.Converting));

    internal void Move((int Done, int Total) progress) => Tell(() => Progress = progress);

    internal void Converted(ConversionReport report) => Tell(() => (Report, State) = (report, ConversionJobState.Converted));

    internal void End(ConversionJobState state, string said) => Tell(() => (State, Said) = (state, said));

    public void Dispose() => _cancellation.Dispose();

    private void Tell(Action change)
    {
        change();
        Changed?.Invoke();
    }
}
