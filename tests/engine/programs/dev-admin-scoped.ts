/** dev with its admin let into one namespace only. */
import { dev } from "../../fixtures/fork/stacks/dev";
import { build } from "./build";
import { scoped } from "./scoped";

export const outputs = build(dev, scoped("platform-admin"));
