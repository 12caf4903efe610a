using CmsSite.Admin.Contents.Edit;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using FsCheck;
using FsCheck.Fluent;

namespace CmsSite.Tests.Admin;

/// <summary>Nothing typed is lost, in whatever order keystrokes, saves and answers come.</summary>
public class EditedItemTests
{
    private static readonly DateTime _now = new(2026, 5, 1, 8, 0, 0, DateTimeKind.Utc);

    private enum Event
    {
        Type,
        BeginSave,
        Answer,
        Refusal,
        NotFitToPublish,
        Failure,
    }

    [Fact]
    public void Whatever_the_order_of_keystrokes_saves_and_answers_the_last_save_holds_what_was_typed()
    {
        var events = Gen.Elements(Enum.GetValues<Event>()).ListOf().ToArbitrary();
        Prop.ForAll(events, Converges).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
    }

    [Fact]
    public void A_publication_shows_what_was_made_of_it_unless_somebody_typed_on()
    {
        var (quiet, busy) = (Begin(), Begin());
        foreach (var edited in new[] { quiet, busy })
        {
            Type(edited, "a");
            var (copy, revision) = edited.BeginSave();
            copy.EnsurePart("AutoroutePart")["Path"] = "made";
            if (edited == busy)
            {
                Type(edited, "ab");
            }

            Store(copy, 1);
            edited.EndSave(new SaveOutcome.Done(copy), revision, _now, SaveIntent.Publish);
        }

        Assert.Equal("made", quiet.Item.Text("AutoroutePart", "Path"));
        Assert.Equal(SaveState.Saved, quiet.State);
        Assert.Equal("ab", busy.Item.Text("TitlePart", "Title"));
        Assert.Equal(SaveState.Unsaved, busy.State);
    }

    [Fact]
    public void What_publishing_misses_stays_said_while_the_draft_is_saved_until_it_is_mended_there()
    {
        var edited = Begin();
        var (_, first) = edited.BeginSave();
        edited.EndSave(new SaveOutcome.Refused([new ContentProblem("A.B.Text", "One."), new ContentProblem("A.C.Text", "Two.")]), first, _now, SaveIntent.Publish);
        Assert.Equal(SaveState.Untouched, edited.State);
        edited.Touch("A.B.Text");
        var (copy, second) = edited.BeginSave();
        Store(copy, 1);
        edited.EndSave(new SaveOutcome.Done(copy), second, _now, SaveIntent.Draft);
        Assert.Equal("Two.", Assert.Single(edited.Problems).Message);
        Assert.Equal(SaveState.Saved, edited.State);
    }

    [Fact]
    public void Once_overtaken_typing_does_not_make_it_saveable_again()
    {
        var edited = Begin();
        Type(edited, "mine");
        var (_, revision) = edited.BeginSave();
        edited.EndSave(new SaveOutcome.Overtaken(), revision, _now, SaveIntent.Draft);
        Type(edited, "still mine");
        Assert.Equal(SaveState.Overtaken, edited.State);
        Assert.True(edited.IsUnsaved);
        Assert.Equal("still mine", edited.Item.Text("TitlePart", "Title"));
    }

    private static bool Converges(List<Event> events)
    {
        var edited = Begin();
        var (typed, stored, version) = ("", "", 0);
        (ContentItem Copy, int Revision)? running = null;
        void Answer()
        {
            stored = running!.Value.Copy.Text("TitlePart", "Title") ?? "";
            Store(running.Value.Copy, ++version);
            edited.EndSave(new SaveOutcome.Done(running.Value.Copy), running.Value.Revision, _now, version % 2 == 0 ? SaveIntent.Publish : SaveIntent.Draft);
            running = null;
        }

        foreach (var next in events)
        {
            switch (next)
            {
                case Event.Type:
                    Type(edited, typed += "x");
                    break;
                case Event.BeginSave when running is null:
                    running = edited.BeginSave();
                    break;
                case Event.Answer when running is not null:
                    Answer();
                    break;
                case Event.Refusal when running is not null:
                    edited.EndSave(new SaveOutcome.Refused([new ContentProblem("TitlePart.Title", "No.")]), running.Value.Revision, _now, SaveIntent.Draft);
                    running = null;
                    break;
                case Event.NotFitToPublish when running is not null:
                    edited.EndSave(new SaveOutcome.Refused([new ContentProblem("TitlePart.Title", "No.")]), running.Value.Revision, _now, SaveIntent.Publish);
                    running = null;
                    break;
                case Event.Failure when running is not null:
                    edited.Fail();
                    running = null;
                    break;
            }

            // What is on the screen is what was typed, always; and what is said to be saved is.
            if ((edited.Item.Text("TitlePart", "Title") ?? "") != typed || (edited.State == SaveState.Saved && stored != typed))
            {
                return false;
            }
        }

        if (running is not null)
        {
            Answer();
        }

        if (edited.IsUnsaved)
        {
            running = edited.BeginSave();
            Answer();
        }

        return edited.State is SaveState.Saved or SaveState.Untouched && stored == typed;
    }

    private static EditedItem Begin() => new(A.ContentItem("Story"), ContentTypeDefinition.Unknown("Story"));

    private static void Type(EditedItem edited, string title)
    {
        edited.Item.EnsurePart("TitlePart")["Title"] = title;
        edited.Touch();
    }

    private static void Store(ContentItem copy, int version) => (copy.ContentItemVersionId, copy.DocumentId, copy.ModifiedUtc) = ("v", 1, _now.AddSeconds(version));
}
