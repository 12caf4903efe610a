using CmsSite.Content.Access;
using CmsSite.Recipes;

namespace CmsSite.Content.Recipes.Functions;

/// <summary>The site's data protection for scripts: <c>encrypt</c>, <c>decrypt</c>, <c>protect</c>.</summary>
internal sealed class SecretFunctions(ISecretProtector? protector = null) : IRecipeFunctionProvider
{
    public IEnumerable<RecipeFunction> GetFunctions(RecipeRun run) =>
    [
        new("encrypt", (string? text) => Protector("encrypt").Protect(text ?? "")),
        new("protect", (string? text) => Protector("protect").Protect(text ?? "")),
        new("decrypt", (string? text) => Protector("decrypt").Unprotect(text ?? "") ?? throw new RecipeException("decrypt() was given a text that this site did not encrypt")),
    ];

    private ISecretProtector Protector(string function) => protector ?? throw new RecipeException($"{function}() has nothing to work with: this host protects no data");
}
