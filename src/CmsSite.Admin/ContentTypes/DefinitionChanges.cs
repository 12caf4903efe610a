using System.Text.Json.Nodes;
using CmsSite.Admin.Access;
using CmsSite.Admin.Inputs;
using CmsSite.Content.Access;
using CmsSite.Content.Definitions;
using CmsSite.Content.Features;
using CmsSite.Content.Items;
using CmsSite.Storage;
using CmsSite.Theming.Liquid;

namespace CmsSite.Admin.ContentTypes;

/// <summary>A type or a part as it is to be: a change of <see cref="Seen"/>, what its writer began with. Nothing seen makes a new one, nothing written deletes it.</summary>
/// <param name="Kind">A type or a part, as <see cref="SiteDocumentKinds"/> names it.</param>
internal sealed record WrittenDefinition(string Kind, string Name, JsonObject? Seen, JsonObject? Written);

/// <summary>
/// Changes of content types and parts. Each says whose turn it is not (somebody else changed the same since), what is wrong, and what items would lose, before it stores anything. Whatever
/// follows definitions, index rows too, follows in the same transaction.
/// </summary>
internal static class DefinitionChanges
{
    public static bool MayView(AdminScope scope) => scope.May(Permissions.ViewContentTypes) || MayEdit(scope);

    public static bool MayEdit(AdminScope scope) => scope.May(Permissions.EditContentTypes);

    /// <summary>What is wrong with the names of a new type.</summary>
    public static IReadOnlyList<SettingProblem> CheckNewType(ContentDefinitions definitions, string displayName, string name)
    {
        var problems = new List<SettingProblem>();
        if (displayName.Length == 0)
        {
            problems.Add(new("definition-display-name", "A display name is needed."));
        }
        else if (definitions.Types.Any(type => type.DisplayName.Equals(displayName, StringComparison.OrdinalIgnoreCase)))
        {
            problems.Add(new("definition-display-name", $"There is a type called {displayName} already."));
        }

        if (TechnicalNames.ProblemOfDefinition(name) is { } problem)
        {
            problems.Add(new("definition-name", $"{problem[..1].ToUpperInvariant()}{problem[1..]}."));
        }
        else if (PartCatalog.Part(name) is not null)
        {
            problems.Add(new("definition-name", $"{name} is the name of a part that is built in."));
        }
        else if (definitions.Type(name) is { } other)
        {
            problems.Add(new("definition-name", $"There is a type of that name already: {other.DisplayName}."));
        }

        return problems;
    }

    /// <exception cref="RefusedException">The user may not change definitions.</exception>
    public static Task<DefinitionOutcome> CreateTypeAsync(AdminScope scope, string displayName, string name)
    {
        Authorise(scope);
        return CheckNewType(scope.Get<ContentDefinitions>(), displayName, name) is { Count: > 0 } problems
            ? Task.FromResult<DefinitionOutcome>(new DefinitionOutcome.Wrong(problems))
            : SaveAsync(scope, [new(SiteDocumentKinds.ContentType, name, null, DefinitionRecords.NewType(name, displayName))]);
    }

    /// <exception cref="RefusedException">The user may not change definitions.</exception>
    public static Task<DefinitionOutcome> CreatePartAsync(AdminScope scope, string name)
    {
        Authorise(scope);
        var problem = TechnicalNames.ProblemOfDefinition(name) is { } wrong ? $"{wrong[..1].ToUpperInvariant()}{wrong[1..]}."
            : PartCatalog.Part(name) is not null ? $"{name} is the name of a part that is built in."
            : scope.Get<ContentDefinitions>().Part(name) is not null || scope.Get<ContentDefinitions>().Type(name) is not null ? $"There is a part or a type called {name} already."
            : null;
        var part = DefinitionRecords.NewPart(name);
        part["Settings"] = new JsonObject { ["ContentPartSettings"] = new JsonObject { ["Attachable"] = true } };
        return problem is not null
            ? Task.FromResult<DefinitionOutcome>(new DefinitionOutcome.Wrong("definition-name", problem))
            : SaveAsync(scope, [new(SiteDocumentKinds.ContentPart, name, null, part)]);
    }

    /// <summary>Stores definitions as they are written: types and parts that belong together at once, or none.</summary>
    /// <param name="confirmed">What its writer knows to be lost.</param>
    /// <exception cref="RefusedException">The user may not change definitions.</exception>
    public static async Task<DefinitionOutcome> SaveAsync(AdminScope scope, IReadOnlyList<WrittenDefinition> changes, IReadOnlyList<DefinitionLoss>? confirmed = null)
    {
        Authorise(scope);
        // What is as it was is nobody's change, whoever else changes it meanwhile.
        changes = [.. changes.Where(change => !JsonNode.DeepEquals(change.Seen, change.Written))];
        if (changes.SelectMany(change => Check(scope, change)).ToList() is { Count: > 0 } problems)
        {
            return new DefinitionOutcome.Wrong(problems);
        }

        // Definitions of two people one after the other: what is compared here is what is written over.
        await scope.Session.BeginItemsAsync();
        if (changes.Any(change => !JsonNode.DeepEquals(scope.Session.Document(change.Kind, change.Name), change.Seen)))
        {
            return await EndAsync(scope, new DefinitionOutcome.Overtaken());
        }

        var losses = new List<DefinitionLoss>();
        foreach (var change in changes)
        {
            losses.AddRange(await new DefinitionLosses(scope.Get<ContentDefinitions>(), scope.Get<DefinitionUse>()).OfAsync(change.Kind, change.Name, change.Seen, change.Written));
        }

        if (losses.Any(loss => confirmed?.Any(known => known.What == loss.What) != true))
        {
            return await EndAsync(scope, new DefinitionOutcome.Asks(losses));
        }

        foreach (var change in changes)
        {
            await PutAsync(scope, change);
        }

        await scope.Session.CommitAsync();
        return new DefinitionOutcome.Saved();
    }

    /// <summary>Stores one attached part or one field: whoever works on another one of the same definition is not in the way.</summary>
    /// <param name="list"><see cref="DefinitionRecords.Parts"/> or <see cref="DefinitionRecords.Fields"/>.</param>
    /// <param name="written">Null takes it out.</param>
    /// <exception cref="RefusedException">The user may not change definitions.</exception>
    public static Task<DefinitionOutcome> SaveInnerAsync(
        AdminScope scope, string kind, string name, string list, JsonObject? seen, JsonObject? written, IReadOnlyList<DefinitionLoss>? confirmed = null)
    {
        Authorise(scope);
        var stored = scope.Session.Document(kind, name) as JsonObject;
        var whole = stored?.DeepClone() as JsonObject;
        var inner = DefinitionRecords.Find(whole, list, DefinitionRecords.NameOf((seen ?? written)!));
        if (whole is null || !JsonNode.DeepEquals(inner, seen))
        {
            return Task.FromResult<DefinitionOutcome>(new DefinitionOutcome.Overtaken());
        }

        if (inner is null)
        {
            DefinitionRecords.Add(whole, list, (JsonObject)written!.DeepClone());
        }
        else
        {
            DefinitionRecords.Replace(whole, list, inner, written);
        }

        return SaveAsync(scope, [new(kind, name, (JsonObject)stored!.DeepClone(), whole)], confirmed);
    }

    private static async Task PutAsync(AdminScope scope, WrittenDefinition change)
    {
        var manager = scope.Get<ContentDefinitionManager>();
        switch (change)
        {
            case { Kind: SiteDocumentKinds.ContentType, Written: { } type }:
                await manager.PutTypeAsync(change.Name, type);
                break;
            case { Kind: SiteDocumentKinds.ContentType }:
                await manager.DeleteTypeAsync(change.Name);
                break;
            case { Written: { } part }:
                await manager.PutPartAsync(change.Name, part);
                break;
            default:
                await manager.DetachAsync(change.Name);
                await manager.DeletePartAsync(change.Name);
                break;
        }
    }

    // What has a value that cannot be stored. What was wrong before stays as it was; what is new begins without most of its settings.
    private static IEnumerable<SettingProblem> Check(AdminScope scope, WrittenDefinition change)
    {
        if (change.Written is not { } written)
        {
            yield break;
        }

        if (change.Kind == SiteDocumentKinds.ContentType && string.IsNullOrWhiteSpace(written["DisplayName"].AsText()))
        {
            yield return new SettingProblem("definition-display-name", "A display name is needed.");
        }

        var liquid = scope.Get<LiquidEngine>();
        var list = change.Kind == SiteDocumentKinds.ContentType ? DefinitionRecords.Parts : DefinitionRecords.Fields;
        foreach (var inner in written[list].AsObjects())
        {
            var (settings, before) = (inner["Settings"] as JsonObject ?? [], DefinitionRecords.Find(change.Seen, list, DefinitionRecords.NameOf(inner)));
            if (before is null || JsonNode.DeepEquals(before["Settings"], settings))
            {
                continue;
            }

            var general = settings["ContentPartFieldSettings"] as JsonObject;
            var inputs = list == DefinitionRecords.Parts
                ? PartSettingInputs.Of(inner["PartName"].AsText() ?? "")
                : FieldSettingInputs.Of(inner["FieldName"].AsText() ?? "", general?["Editor"].AsText(), general?["DisplayMode"].AsText());
            foreach (var problem in SettingRules.Check(settings, inputs, liquid).Except(SettingRules.Check(before["Settings"] as JsonObject ?? [], inputs, liquid)))
            {
                yield return problem;
            }
        }
    }

    private static async Task<DefinitionOutcome> EndAsync(AdminScope scope, DefinitionOutcome outcome)
    {
        await scope.Session.RollbackAsync();
        return outcome;
    }

    private static void Authorise(AdminScope scope)
    {
        if (!MayEdit(scope))
        {
            throw new RefusedException("You may not change content types.");
        }
    }
}
