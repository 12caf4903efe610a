using System.Globalization;
using System.Text.Json.Nodes;
using CmsSite.Content.Access;
using CmsSite.Content.Recipes.Naming;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Steps;

/// <summary>Orchard's command line. Two of its commands mean something in a recipe: <c>createUser</c> and <c>recipes harvest</c>, of which the second has nothing to do here.</summary>
internal sealed class CommandStep(RecipeUsers users) : SiteStep<CommandStep>, ISiteStep
{
    public static string StepName => "command";

    public static string Members => "Commands:texts";

    public static IEnumerable<RecipeName> Names(JsonObject step, DefinedNames defined) =>
        from text in StepJson.TextsOf(step, "Commands")
        let command = CommandLine.Parse(text)
        select new RecipeName("command", command.Name, IsCreateUser(command) || IsHarvest(command) ? RecipeNameState.Runs : RecipeNameState.Unknown);

    protected override async Task RunAsync(RecipeStepContext step, CancellationToken cancellationToken)
    {
        var commands = step.Texts("Commands");
        for (var i = 0; i < commands.Count; i++)
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"Commands[{i}]");
            var command = CommandLine.Parse(commands[i]);
            if (IsCreateUser(command))
            {
                await CreateUserAsync(step, path, command, cancellationToken);
            }
            else if (IsHarvest(command))
            {
                step.Warn(path, "there is nothing to harvest: recipes are found when they are asked for");
            }
            else
            {
                step.Error(path, $"the command \"{command.Name}\" is not known", "Known: createUser, recipes harvest");
            }
        }
    }

    private async Task CreateUserAsync(RecipeStepContext step, string path, CommandLine command, CancellationToken cancellationToken)
    {
        if (command["UserName"] is not { Length: > 0 } name)
        {
            step.Error(path, "createUser needs /UserName:");
            return;
        }

        var user = new UserAccount(RecipeIds.New(), name, command["Email"])
        {
            PhoneNumber = command["PhoneNumber"] is { Length: > 0 } number ? number : null,
            Roles = command["Roles"]?.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
        };
        await users.PutAsync(step, path, user, command["Password"], passwordHash: null, cancellationToken);
    }

    private static bool IsCreateUser(CommandLine command) => command.Name.Equals("createUser", StringComparison.OrdinalIgnoreCase);

    private static bool IsHarvest(CommandLine command) => command.Name.Equals("recipes harvest", StringComparison.OrdinalIgnoreCase);
}
