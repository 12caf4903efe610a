using System.Text.Json.Nodes;
using CmsSite.Content.Definitions;
using CmsSite.Content.Items;
using CmsSite.Storage;

namespace CmsSite.Admin.ContentTypes;

/// <summary>
/// What a change takes out of use that items hold data of. As in Orchard the data stays in the items: nothing shows, edits or indexes it any more, and it is there again when the same thing is
/// defined again under the same name.
/// </summary>
internal sealed class DefinitionLosses(ContentDefinitions definitions, DefinitionUse use)
{
    private const string Stays = "What they hold stays in them as it is; nothing shows or edits it any more, until the same is added again under the same name.";

    /// <param name="kind">A type or a part, as <see cref="SiteDocumentKinds"/> names it.</param>
    /// <param name="after">What is to be stored; null when it is deleted.</param>
    public async Task<IReadOnlyList<DefinitionLoss>> OfAsync(string kind, string name, JsonObject? before, JsonObject? after, CancellationToken cancellationToken = default)
    {
        if (before is null)
        {
            return [];
        }

        return kind == SiteDocumentKinds.ContentType
            ? after is null ? [await TypeAsync(name, cancellationToken)] : await AttachedAsync(name, before, after, cancellationToken)
            : [.. after is null ? [Part(name)] : (DefinitionLoss[])[], .. await FieldsAsync(name, before, after, cancellationToken)];
    }

    private async Task<DefinitionLoss> TypeAsync(string name, CancellationToken cancellationToken)
    {
        var count = await use.OfTypeAsync(name, cancellationToken);
        return new DefinitionLoss($"type {name}", count.Items == 0
            ? $"The type {name} goes. There are no items of it."
            : $"The type {name} goes. {Sentence(count, "are or contain one")} They stay as they are: pages and addresses go on, but nobody can edit them in the dashboard until a type of that name is there again.");
    }

    private async Task<IReadOnlyList<DefinitionLoss>> AttachedAsync(string type, JsonObject before, JsonObject after, CancellationToken cancellationToken)
    {
        var losses = new List<DefinitionLoss>();
        foreach (var part in before[DefinitionRecords.Parts].AsObjects().Where(part => DefinitionRecords.Find(after, DefinitionRecords.Parts, DefinitionRecords.NameOf(part)) is null))
        {
            var name = DefinitionRecords.NameOf(part);
            var count = await use.OfAttachedPartAsync(type, name, cancellationToken);
            if (count.Items > 0)
            {
                losses.Add(new DefinitionLoss($"part {type}.{name}", $"{name} goes from {type}. {Sentence(count, "hold data of it")} {Stays}"));
            }
        }

        return losses;
    }

    private DefinitionLoss Part(string name)
    {
        var types = definitions.Types.Where(type => type.Parts.Any(part => part.PartName.Equals(name, StringComparison.OrdinalIgnoreCase))).Select(type => type.DisplayName).Order().ToList();
        return new DefinitionLoss($"part {name}", types.Count == 0 ? $"The part {name} goes. No type has it." : $"The part {name} goes, also from the types that have it: {string.Join(", ", types)}.");
    }

    private async Task<IReadOnlyList<DefinitionLoss>> FieldsAsync(string part, JsonObject before, JsonObject? after, CancellationToken cancellationToken)
    {
        var losses = new List<DefinitionLoss>();
        foreach (var field in before[DefinitionRecords.Fields].AsObjects())
        {
            var (name, was) = (DefinitionRecords.NameOf(field), field["FieldName"].AsText());
            var isNow = DefinitionRecords.Find(after, DefinitionRecords.Fields, name)?["FieldName"].AsText();
            if (isNow == was || await use.OfFieldAsync(part, name, cancellationToken) is not { Items: > 0 } count)
            {
                continue;
            }

            losses.Add(isNow is null
                ? new DefinitionLoss($"field {part}.{name}", $"The field {name} goes from {part}. {Sentence(count, "hold data of it")} {Stays}")
                : new DefinitionLoss($"field {part}.{name}: {isNow}", $"The field {name} becomes a {isNow}. {Sentence(count, $"hold what a {was} holds")} It stays in them, but a {isNow} does not read it: they look empty there until the field is a {was} again, or somebody writes them anew."));
        }

        return losses;
    }

    private static string Sentence(ItemCount count, string what) =>
        $"{char.ToUpperInvariant(count.ToString()[0])}{count.ToString()[1..]} {(count is { Items: 1, IsMore: false } ? what.Replace("hold", "holds", StringComparison.Ordinal).Replace("are or contain", "is or contains", StringComparison.Ordinal) : what)}.";
}
