using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CmsSite.Admin.Contents.Edit;
using CmsSite.Content.Definitions;
using CmsSite.Content.Handlers;
using CmsSite.Content.Items;
using CmsSite.Content.Versions;
using FsCheck;
using FsCheck.Fluent;

namespace CmsSite.Tests.Admin;

/// <summary>Two people write one item at the same time, in whatever order: no word of either is gone that the other has not seen and taken out.</summary>
public class TwoEditorsProperties
{
    private static readonly string[] _fields = ["Summary", "Subtitle"];
    private static readonly ContentTypeDefinition _type = new()
    {
        Name = "Story",
        DisplayName = "Story",
        Settings = new DefinitionSettings([]),
        Parts =
        [
            new ContentTypePartDefinition
            {
                Name = "Story",
                PartName = "Story",
                Settings = new DefinitionSettings([]),
                Part = ContentPartDefinition.FromJson("Story", new JsonObject
                {
                    ["ContentPartFieldDefinitionRecords"] = new JsonArray([.. _fields.Select(name => (JsonNode)new JsonObject { ["FieldName"] = "TextField", ["Name"] = name })]),
                }),
            },
        ],
    };

    private enum Act
    {
        Append,
        Prepend,
        Replace,
        BeginSave,
        Store,
        Answer,
        Show,
        ShowNothing,
        Merge,
        Publish,
    }

    [Fact]
    public void No_word_is_overwritten_silently()
    {
        var step = from act in Gen.Elements(Enum.GetValues<Act>()) from who in Gen.Choose(0, 1) from field in Gen.Elements(_fields) select (act, who, field);
        Prop.ForAll(step.ListOf(40).ToArbitrary(), Holds).Check(Config.QuickThrowOnFailure.WithMaxTest(10_000));
    }

    [Fact]
    public void What_was_changed_in_two_fields_is_both_without_a_question()
    {
        var desk = new Desk();
        desk.Do(Act.Append, 0, "Summary");
        desk.Do(Act.Append, 1, "Subtitle");
        desk.Save(0);
        desk.Save(1);
        Assert.Equal("base-Summary w0", Desk.Text(desk.Stored, "Summary"));
        Assert.Equal("base-Subtitle w1", Desk.Text(desk.Stored, "Subtitle"));
        // The cursor is in another field.
        desk.Do(Act.Show, 1, "Subtitle");
        Assert.Equal("base-Summary w0", Desk.Text(desk.Editors[1].Screen.Item, "Summary"));
        Assert.Equal(SaveState.Saved, desk.Editors[1].Screen.State);
    }

    [Fact]
    public void A_field_that_somebody_elses_save_has_changed_is_not_written_over_by_who_has_not_seen_it()
    {
        var desk = new Desk();
        desk.Do(Act.Append, 1, "Subtitle");
        desk.Do(Act.Append, 0, "Summary");
        desk.Save(0);
        desk.Save(1);
        // Saved and merged; but the screen still shows the old summary when its user begins to change that too.
        desk.Do(Act.Replace, 1, "Summary");
        desk.Save(1);
        Assert.Equal(SaveState.Overtaken, desk.Editors[1].Screen.State);
    }

    [Fact]
    public void What_is_shown_while_a_save_is_under_way_is_not_taken_back_by_it()
    {
        var desk = new Desk();
        desk.Do(Act.Append, 0, "Subtitle");
        desk.Save(0);
        desk.Save(1);
        desk.Do(Act.BeginSave, 1, "");
        desk.Do(Act.Show, 1, "Summary");
        desk.Do(Act.Store, 1, "");
        desk.Do(Act.Answer, 1, "");
        Assert.Equal("base-Subtitle w0", Desk.Text(desk.Stored, "Subtitle"));
        Assert.Equal("base-Subtitle w0", Desk.Text(desk.Editors[1].Screen.Item, "Subtitle"));
    }

    [Theory]
    [InlineData("a b c", "a B c", "a b C", "a B C")]
    [InlineData("a b c", "x a b c", "a b c y", "x a b c y")]
    [InlineData("<p>One.</p><p>Two.</p>", "<p>One!</p><p>Two.</p>", "<p>One.</p><p>Two, three.</p>", "<p>One!</p><p>Two, three.</p>")]
    public void Words_are_merged(string @base, string mine, string theirs, string merged)
    {
        var merge = TextMerge.Of(@base, mine, theirs);
        Assert.True(merge.IsClean);
        Assert.Equal(merged, merge.WithBoth);
    }

    [Fact]
    public void The_same_word_changed_twice_is_a_question_and_both_answers_are_kept()
    {
        var merge = TextMerge.Of("The ferry is late.", "The ferry is early.", "The ferry is gone.");
        Assert.False(merge.IsClean);
        Assert.Equal("The ferry is early gone.", merge.WithBoth);
    }

    private static bool Holds(IEnumerable<(Act Act, int Who, string Field)> steps)
    {
        var desk = new Desk();
        foreach (var (act, who, field) in steps)
        {
            desk.Do(act, who, field);
        }

        // Two people's words may stand close together, but each stands there.
        return desk.Settle() && desk.Typed.Except(desk.TakenOut).All(word => _fields.Any(field => Regex.IsMatch(Desk.Text(desk.Stored, field), $@"\b{word}\b")));
    }

    // The server's part, without its database: one stored item, saved as ItemSaving saves.
    private sealed class Desk
    {
        private int _version = 1;
        private int _words;

        public Desk()
        {
            Stored = A.ContentItem("Story");
            (Stored.ContentItemVersionId, Stored.DocumentId, Stored.ModifiedUtc) = ("v", 1, new DateTime(2026, 1, 1, 0, 0, 1, DateTimeKind.Utc));
            foreach (var field in _fields)
            {
                Write(Stored, field, $"base-{field}");
            }

            Editors = [new(Stored.Copy()), new(Stored.Copy())];
        }

        public ContentItem Stored { get; private set; }
        public Editor[] Editors { get; }
        public HashSet<string> Typed { get; } = [];
        public HashSet<string> TakenOut { get; } = [];

        public static string Text(ContentItem item, string field) => ItemField.TextOf(item.Field("Story", field));

        public void Do(Act act, int who, string field)
        {
            var (editor, screen) = (Editors[who], Editors[who].Screen);
            switch (act)
            {
                case Act.Append or Act.Prepend or Act.Replace:
                    var (word, text) = ($"w{_words++}", Text(screen.Item, field));
                    Typed.Add(word);
                    if (act == Act.Replace)
                    {
                        TakenOut.UnionWith(text.Split(' '));
                    }

                    Write(screen.Item, field, act == Act.Append ? $"{text} {word}" : act == Act.Prepend ? $"{word} {text}" : word);
                    screen.Touch();
                    break;
                case Act.BeginSave or Act.Publish when editor.Running is null && screen.State is not SaveState.Overtaken:
                    var (copy, revision) = screen.BeginSave();
                    editor.Running = new(copy, revision, screen.Base, screen.Ancestor, act == Act.Publish ? SaveIntent.Publish : SaveIntent.Draft);
                    break;
                case Act.Store when editor.Running is { Outcome: null } running:
                    running.Outcome = Store(running);
                    break;
                case Act.Answer when editor.Running is { Outcome: { } outcome } answered:
                    screen.EndSave(outcome, answered.Revision, DateTime.UnixEpoch, answered.Intent);
                    editor.Running = null;
                    break;
                case Act.Show or Act.ShowNothing:
                    screen.ShowUnseen(changed => act == Act.ShowNothing || changed.Name == field);
                    break;
                case Act.Merge when screen is { State: SaveState.Overtaken, Theirs: not null }:
                    var choices = ThreeWay.Of(screen.Ancestor, screen.Item, Stored, _type).Both.ToDictionary(both => both.Field.Path, both => (JsonNode?)ItemField.WithText(both.Mine ?? both.Theirs, both.Text!.WithBoth, both.Kind));
                    screen.Merge(Stored.Copy(), choices);
                    break;
            }
        }

        public void Save(int who)
        {
            foreach (var act in new[] { Act.BeginSave, Act.Store, Act.Answer })
            {
                Do(act, who, "");
            }
        }

        public bool Settle()
        {
            for (var i = 0; i < 20 && Editors.Any(editor => editor.Running is not null || editor.Screen.IsUnsaved); i++)
            {
                foreach (var who in new[] { 0, 1 })
                {
                    Do(Act.Store, who, "");
                    Do(Act.Answer, who, "");
                    Do(Act.Merge, who, "");
                    if (Editors[who].Screen.IsUnsaved)
                    {
                        Save(who);
                    }
                }
            }

            return Editors.All(editor => !editor.Screen.IsUnsaved);
        }

        private SaveOutcome Store(Save running)
        {
            var (taken, isOvertaken) = ItemSaving.Merge(running.Copy, running.Seen, Stored, running.Ancestor, _type);
            if (isOvertaken)
            {
                return new SaveOutcome.Overtaken(Stored.Copy());
            }

            running.Copy.ModifiedUtc = new DateTime(2026, 1, 1, 0, 0, 1, DateTimeKind.Utc).AddSeconds(++_version);
            Stored = running.Copy.Copy();
            return new SaveOutcome.Done(running.Copy) { Taken = taken, IsOnlyDraft = taken.Count > 0 };
        }

        private static void Write(ContentItem item, string field, string text) => item.EnsurePart("Story")[field] = new JsonObject { ["Text"] = text };
    }

    private sealed class Editor(ContentItem opened)
    {
        public EditedItem Screen { get; } = new(opened, _type);
        public Save? Running { get; set; }
    }

    private sealed class Save(ContentItem copy, int revision, StoredVersion? seen, ContentItem ancestor, SaveIntent intent)
    {
        public ContentItem Copy => copy;
        public int Revision => revision;
        public StoredVersion? Seen => seen;
        public ContentItem Ancestor => ancestor;
        public SaveIntent Intent => intent;
        public SaveOutcome? Outcome { get; set; }
    }
}
