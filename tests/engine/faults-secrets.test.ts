/** Ring 2: no secret shows, in what Pulumi says and in what it keeps. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

import { Bench, describeWithPulumi, RUN_MS, said } from "./harness";

/** A secret of the program, as programs/dev-secret.ts has it; and credentials of whoever runs Pulumi. */
const CANARY = /canary-\w+/;
const CREDENTIALS: Readonly<Record<string, string>> = {
    AWS_ACCESS_KEY_ID: "canary-key",
    AWS_SECRET_ACCESS_KEY: "canary-secret",
    AWS_SESSION_TOKEN: "canary-session",
};

const SALT = "v1:5cZUmHvyYVQ=:v1:mpUbrfRcFx6nGXyh:u8TmQFj+M4Jj3c3pCxSO5kJc8lCrwA==";

const COMMANDS: readonly (readonly string[])[] = [
    ["preview", "--diff"],
    ["preview", "--json"],
    ["up", "--yes", "--diff"],
    ["refresh", "--yes", "--diff"],
    ["stack", "output", "--json"],
    ["stack", "export"],
];

describeWithPulumi("ring 2: secrets", function () {
    this.timeout(RUN_MS);
    const before = { ...process.env };
    let bench: Bench;

    beforeEach(() => {
        Object.assign(process.env, CREDENTIALS);
        bench = new Bench({ stack: "dev" });
        bench.run(require.resolve("./programs/dev-secret.ts"));
    });

    afterEach(() => {
        for (const name of Object.keys(CREDENTIALS)) {
            if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
            else process.env[name] = before[name];
        }
        bench.close();
    });

    it("of a stack with a passphrase are encrypted with a salt of the rehearsal's own, run after run", async () => {
        // As `pulumi stack init --secrets-provider=passphrase` writes it; of a passphrase that nobody has here.
        bench.configure(["\nconfig:\n", `\nencryptionsalt: ${SALT}\nconfig:\n`]);
        for (const command of ["up", "preview", "refresh"] as const) {
            const run = await bench[command]();
            assert.equal(run.code, 0, said(run));
        }
        const { directory } = bench.workspace();
        const file = readFileSync(path.join(directory, "Pulumi.dev.yaml"), "utf8");
        const salts = file.split("\n").filter((line) => line.startsWith("encryptionsalt: "));
        assert.equal(salts.length, 1, file);
        assert.ok(!file.includes(SALT));
    });

    it("are in no output, in no event and in no file of the state, yet reach the cluster", async () => {
        const seen = new Set<string>();
        for (const command of COMMANDS) {
            const run = await bench.pulumi(command);
            assert.equal(run.code, 0, command.join(" "));
            assert.doesNotMatch(said(run), CANARY, command.join(" "));
            for (const file of filesIn(path.dirname(bench.workspace().directory))) {
                assert.doesNotMatch(shownIn(file), CANARY, `${command.join(" ")}: ${file}`);
                seen.add(path.basename(file));
            }
        }
        assert.deepEqual(
            [seen.has("events.json"), seen.has("dev.json"), seen.has("dev.json.bak")],
            [true, true, true],
        );
        const told = bench.inventory.all().filter((entry) => CANARY.test(JSON.stringify(entry)));
        assert.deepEqual(told.map(({ type }) => type.split(":").at(-1)).sort(), [
            "EC2NodeClass",
            "Release",
            "Release",
            "StorageClass",
        ]);
        const { resources = [] } = await bench.state();
        const kubeconfig = JSON.stringify(resources).match(
            /"kubeconfig":\{"4dabf18193072939515e22adb298388d"/g,
        );
        assert.notEqual(kubeconfig, null, "the kubeconfig is kept as a secret");
    });
});

/** With `--debug`, and at `-v=9`, Pulumi writes down whatever it sends and gets: nobody should pass that on. */
function shownIn(file: string): string {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.filter((line) => !line.includes('"severity":"debug"')).join("\n");
}

function filesIn(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => path.join(entry.parentPath, entry.name));
}
