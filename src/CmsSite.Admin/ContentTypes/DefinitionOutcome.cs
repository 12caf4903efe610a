using CmsSite.Admin.Inputs;

namespace CmsSite.Admin.ContentTypes;

/// <summary>Something that a change of a definition takes out of use.</summary>
/// <param name="What">Names it, the same each time: what somebody has confirmed is known by it.</param>
/// <param name="Message">What happens to the items, in words.</param>
public sealed record DefinitionLoss(string What, string Message);

/// <summary>What became of a change of definitions.</summary>
public abstract record DefinitionOutcome
{
    public sealed record Saved : DefinitionOutcome;

    public sealed record Wrong(IReadOnlyList<SettingProblem> Problems) : DefinitionOutcome
    {
        public Wrong(string id, string message) : this([new SettingProblem(id, message)])
        {
        }
    }

    /// <summary>Somebody else changed it since it was read; nothing was saved.</summary>
    public sealed record Overtaken : DefinitionOutcome;

    /// <summary>Nothing was saved yet: it has to be confirmed.</summary>
    public sealed record Asks(IReadOnlyList<DefinitionLoss> Losses) : DefinitionOutcome;
}
