using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Storage;
using Microsoft.EntityFrameworkCore;

namespace CmsSite.Content.Lists;

/// <summary>An item of a list knows the list's type; in a list that is ordered by hand a new one comes last.</summary>
public sealed class ContainedPartHandler(SiteSession session, ContentItems items, ContentDefinitions definitions) : ContentPartHandler
{
    public override string PartName => "ContainedPart";

    public override bool IsWelded => true;

    public override async Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        if (context.Data["ListContentItemId"].AsText() is not { Length: > 0 } listId)
        {
            return;
        }

        if (string.IsNullOrEmpty(context.Data["ListContentType"].AsText()) && await items.GetAsync(listId, VersionOptions.Latest, cancellationToken) is { } list)
        {
            context.Data["ListContentType"] = list.ContentType;
        }

        if (context.Data["Order"] is null && context.Data["ListContentType"].AsText() is { } type
            && definitions.Type(type)?.PartSettings<ListPartSettings>("ListPart").EnableOrdering == true)
        {
            await session.FlushAsync(cancellationToken);
            context.Data["Order"] = 1 + (await session.Database.Contained.Where(row => row.ListContentItemId == listId).MaxAsync(row => (int?)row.Order, cancellationToken) ?? -1);
        }
    }
}
