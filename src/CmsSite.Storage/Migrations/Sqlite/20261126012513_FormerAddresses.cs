using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class FormerAddresses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Backwards",
                table: "AutorouteIndex",
                type: "TEXT",
                nullable: false,
                defaultValue: "");

            // SQLite cannot turn a text round by itself.
            migrationBuilder.Sql("""
                UPDATE "AutorouteIndex" SET "Backwards" = (
                    WITH RECURSIVE turned(rest, done) AS (
                        SELECT "AutorouteIndex"."Path", ''
                        UNION ALL SELECT substr(rest, 2), substr(rest, 1, 1) || done FROM turned WHERE rest <> '')
                    SELECT done FROM turned WHERE rest = '')
                """);

            migrationBuilder.CreateTable(
                name: "FormerAddress",
                columns: table => new
                {
                    Path = table.Column<string>(type: "TEXT", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", nullable: false),
                    ContainedContentItemId = table.Column<string>(type: "TEXT", nullable: true),
                    SinceUtc = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FormerAddress", x => x.Path);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AutorouteIndex_Backwards",
                table: "AutorouteIndex",
                column: "Backwards");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "FormerAddress");

            migrationBuilder.DropIndex(
                name: "IX_AutorouteIndex_Backwards",
                table: "AutorouteIndex");

            // Entity Framework would make the table anew, which the views over it do not allow.
            migrationBuilder.Sql("ALTER TABLE \"AutorouteIndex\" DROP COLUMN \"Backwards\"");
        }
    }
}
