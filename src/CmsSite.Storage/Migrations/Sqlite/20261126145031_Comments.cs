using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Comments : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<int>(
                name: "CommentCount",
                table: "ContentItem",
                type: "INTEGER",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.CreateTable(
                name: "CommentAddress",
                columns: table => new
                {
                    EmailKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Email = table.Column<string>(type: "TEXT", nullable: false),
                    AskedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ConfirmedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    IsSilenced = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommentAddress", x => x.EmailKey);
                });

            migrationBuilder.CreateTable(
                name: "CommentIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ArticleId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    ParentId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    State = table.Column<int>(type: "INTEGER", nullable: false),
                    CreatedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RootPlace = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    Place = table.Column<string>(type: "TEXT", maxLength: 100, nullable: false),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommentIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_CommentIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "CommentSource",
                columns: table => new
                {
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Email = table.Column<string>(type: "TEXT", nullable: true),
                    EmailKey = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Network = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Fingerprint = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    UserId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    WantsReplies = table.Column<bool>(type: "INTEGER", nullable: false),
                    Score = table.Column<double>(type: "REAL", nullable: false),
                    Reasons = table.Column<string>(type: "TEXT", nullable: true),
                    Taught = table.Column<string>(type: "TEXT", nullable: true),
                    ReceivedUtc = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EditedUtc = table.Column<DateTime>(type: "TEXT", nullable: true),
                    RunId = table.Column<long>(type: "INTEGER", nullable: true),
                    StateBefore = table.Column<int>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommentSource", x => x.ContentItemId);
                });

            migrationBuilder.CreateTable(
                name: "CommentWord",
                columns: table => new
                {
                    Word = table.Column<string>(type: "TEXT", maxLength: 80, nullable: false),
                    Spam = table.Column<int>(type: "INTEGER", nullable: false),
                    Ham = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommentWord", x => x.Word);
                });

            migrationBuilder.CreateIndex(
                name: "IX_CommentIndex_ArticleId_State_RootPlace_Place",
                table: "CommentIndex",
                columns: new[] { "ArticleId", "State", "RootPlace", "Place" });

            migrationBuilder.CreateIndex(
                name: "IX_CommentIndex_ContentItemId",
                table: "CommentIndex",
                column: "ContentItemId");

            migrationBuilder.CreateIndex(
                name: "IX_CommentIndex_DocumentId",
                table: "CommentIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_CommentIndex_ParentId",
                table: "CommentIndex",
                column: "ParentId");

            migrationBuilder.CreateIndex(
                name: "IX_CommentIndex_State_CreatedUtc_DocumentId",
                table: "CommentIndex",
                columns: new[] { "State", "CreatedUtc", "DocumentId" });

            migrationBuilder.CreateIndex(
                name: "IX_CommentSource_EmailKey",
                table: "CommentSource",
                column: "EmailKey");

            migrationBuilder.CreateIndex(
                name: "IX_CommentSource_Fingerprint",
                table: "CommentSource",
                column: "Fingerprint");

            migrationBuilder.CreateIndex(
                name: "IX_CommentSource_Network_ReceivedUtc",
                table: "CommentSource",
                columns: new[] { "Network", "ReceivedUtc" });

            migrationBuilder.CreateIndex(
                name: "IX_CommentSource_RunId",
                table: "CommentSource",
                column: "RunId");

            CommentCounting.Create(migrationBuilder, postgres: false);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            CommentCounting.Drop(migrationBuilder, postgres: false);
            migrationBuilder.DropTable(
                name: "CommentAddress");

            migrationBuilder.DropTable(
                name: "CommentIndex");

            migrationBuilder.DropTable(
                name: "CommentSource");

            migrationBuilder.DropTable(
                name: "CommentWord");

            // By itself: Entity Framework would make the table anew, which its views do not survive.
            migrationBuilder.Sql("ALTER TABLE \"ContentItem\" DROP COLUMN \"CommentCount\"");
        }
    }
}
