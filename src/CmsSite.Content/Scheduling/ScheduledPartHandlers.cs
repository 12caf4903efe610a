using CmsSite.Content.Handlers;
using CmsSite.Content.Items;

namespace CmsSite.Content.Scheduling;

/// <summary>When a draft is to be published. Once it is public, however that came about, the date is gone.</summary>
public sealed class PublishLaterPartHandler : ContentPartHandler
{
    internal const string Part = "PublishLaterPart";
    internal const string Property = "ScheduledPublishUtc";

    public override string PartName => Part;

    public override Task SavingAsync(PartContext context, CancellationToken cancellationToken)
    {
        // Imported as published: what is compared with the stored item must be what will be stored.
        if (context is { IsImport: true, IsPublished: true })
        {
            Dates.Clear(context, Property);
        }

        return Task.CompletedTask;
    }

    public override Task ValidateAsync(PartContext context, CancellationToken cancellationToken)
    {
        Dates.Validate(context, Property);
        return Task.CompletedTask;
    }

    public override Task PublishingAsync(PartContext context, CancellationToken cancellationToken)
    {
        Dates.Clear(context, Property);
        return Task.CompletedTask;
    }

    public override void Cloning(PartContext context) => context.Data.Remove(Property);
}

/// <summary>When an item is to be taken off the site. Once it is off, however that came about, the date is gone.</summary>
public sealed class ArchiveLaterPartHandler(TimeProvider clock) : ContentPartHandler
{
    internal const string Part = "ArchiveLaterPart";
    internal const string Property = "ScheduledArchiveUtc";

    public override string PartName => Part;

    public override Task ValidateAsync(PartContext context, CancellationToken cancellationToken)
    {
        Dates.Validate(context, Property);
        if (context is { IsPublished: true, IsImport: false } && context.Data[Property].AsUtc() is { } date && date <= clock.GetUtcNow().UtcDateTime)
        {
            context.Problem(Property, "The date to take it off the site has passed. Give a later one, or none.");
        }

        return Task.CompletedTask;
    }

    public override Task UnpublishingAsync(PartContext context, CancellationToken cancellationToken)
    {
        Dates.Clear(context, Property);
        return Task.CompletedTask;
    }

    public override void Cloning(PartContext context) => context.Data.Remove(Property);
}

internal static class Dates
{
    /// <summary>Takes the dates of publication and archiving out of an item.</summary>
    public static void Drop(ContentItem item)
    {
        item.Part(PublishLaterPartHandler.Part)?.Remove(PublishLaterPartHandler.Property);
        item.Part(ArchiveLaterPartHandler.Part)?.Remove(ArchiveLaterPartHandler.Property);
    }

    public static void Clear(PartContext context, string property)
    {
        if (context.Data[property] is not null)
        {
            context.Data[property] = null;
        }
    }

    public static void Validate(PartContext context, string property)
    {
        if (context.Data[property] is { } value && value.AsText() != "" && value.AsUtc() is null)
        {
            context.Problem(property, $"'{value}' is not a date. Expected is a date and time in UTC, such as 2026-05-01T08:00:00Z.");
        }
    }
}
