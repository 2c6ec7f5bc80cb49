/** The commands of `npm run plan`, in the order of its help. Each is loaded when it is asked for: a plan needs none. */
import type { Command } from "commander";

import type { Terminal } from "./terminal";

type MakeCommand = (terminal: Terminal, done: (code: number) => void) => Command;

/* eslint-disable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports -- what an import expression loads is no CommonJS of ours */
const COMMANDS: Readonly<Record<string, () => MakeCommand>> = {
    diff: () => (require("../review/cli") as typeof import("../review/cli")).diffCommand,
    parity: () => (require("../parity/cli") as typeof import("../parity/cli")).parityCommand,
    materials: () => (require("../materials/cli") as typeof import("../materials/cli")).materialsCommand,
    destroy: () => (require("../destroy/cli") as typeof import("../destroy/cli")).destroyCommand,
    time: () => (require("../time/cli") as typeof import("../time/cli")).timeCommand,
    cost: () => (require("../cost/cli") as typeof import("../cost/cli")).costCommand,
    fit: () => (require("../fit/cli") as typeof import("../fit/cli")).fitCommand,
    calendar: () => (require("../calendar/cli") as typeof import("../calendar/cli")).calendarCommand,
    upgrade: () => (require("../upgrade/cli") as typeof import("../upgrade/cli")).upgradeCommand,
    controls: () => (require("../policy/cli") as typeof import("../policy/cli")).controlsCommand,
    page: () => (require("../page/cli") as typeof import("../page/cli")).pageCommand,
};
/* eslint-enable @typescript-eslint/no-require-imports, @typescript-eslint/consistent-type-imports */

/** What asks for all of them. */
const HELP = ["-h", "--help"];

/** The commands these arguments may mean. */
export function commandsFor(args: readonly string[]): readonly MakeCommand[] {
    const asked = Object.keys(COMMANDS).filter((name) => args.includes(name));
    const wanted =
        asked.length === 0 && args.some((arg) => HELP.includes(arg)) ? Object.keys(COMMANDS) : asked;
    return wanted.flatMap((name) => COMMANDS[name]?.() ?? []);
}
