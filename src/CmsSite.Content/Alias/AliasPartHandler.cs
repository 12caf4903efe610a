using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Content.Alias;

/// <summary>An alias is made from the pattern when none is given, and belongs to one item only, in whatever case it is written.</summary>
public sealed class AliasPartHandler(Addresses addresses, ContentItems items, IPatternRenderer patterns) : ContentPartHandler
{
    private const int MaxLength = 735;

    public override string PartName => "AliasPart";

    public override int Order => 200;

    public override async Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        var given = context.Data["Alias"].AsText();
        if (!string.IsNullOrWhiteSpace(given))
        {
            if (given != given.Trim())
            {
                context.Data["Alias"] = given.Trim();
            }
        }
        else if ((context.IsPublished || context.IsImport) && !context.IsEmbedded
            && await patterns.RenderAsync(context, "Alias", context.Part.Settings.Get<AliasPartSettings>().Pattern, cancellationToken) is { Length: > 0 } made)
        {
            context.Data["Alias"] = await addresses.MakeFreeAsync(AddressKind.Alias, made, context.Item.ContentItemId, MaxLength, cancellationToken);
        }
    }

    public override async Task ValidateAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (context.Data["Alias"].AsText() is not { Length: > 0 } alias)
        {
            return;
        }

        if (alias.Length > MaxLength)
        {
            context.Problem("Alias", $"An alias has at most {MaxLength} characters; this one has {alias.Length}.");
        }
        else if (!context.IsEmbedded && await addresses.FindOwnerAsync(AddressKind.Alias, [alias], context.Item.ContentItemId, cancellationToken) is { } owner)
        {
            context.Problem("Alias", $"The alias '{alias}' belongs to {await items.DescribeAsync(owner.ContentItemId, cancellationToken)}. Give another, or leave it empty to have one made.");
        }
    }

    public override void Cloning(PartContext context) => context.Data.Remove("Alias");
}
