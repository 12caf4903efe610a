using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace CmsSite.Storage.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Links : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "LinkIndex",
                columns: table => new
                {
                    Id = table.Column<long>(type: "INTEGER", nullable: false),
                    ContentItemId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    Url = table.Column<string>(type: "TEXT", nullable: false),
                    TargetContentItemId = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    Path = table.Column<string>(type: "TEXT", maxLength: 800, nullable: true),
                    IsBroken = table.Column<bool>(type: "INTEGER", nullable: false),
                    DocumentId = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LinkIndex", x => x.Id);
                    table.ForeignKey(
                        name: "FK_LinkIndex_ContentItem_DocumentId",
                        column: x => x.DocumentId,
                        principalTable: "ContentItem",
                        principalColumn: "Id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_LinkIndex_ContentItemId",
                table: "LinkIndex",
                column: "ContentItemId");

            migrationBuilder.CreateIndex(
                name: "IX_LinkIndex_DocumentId",
                table: "LinkIndex",
                column: "DocumentId");

            migrationBuilder.CreateIndex(
                name: "IX_LinkIndex_IsBroken_Id",
                table: "LinkIndex",
                columns: new[] { "IsBroken", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_LinkIndex_Path",
                table: "LinkIndex",
                column: "Path");

            migrationBuilder.CreateIndex(
                name: "IX_LinkIndex_TargetContentItemId",
                table: "LinkIndex",
                column: "TargetContentItemId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "LinkIndex");
        }
    }
}
