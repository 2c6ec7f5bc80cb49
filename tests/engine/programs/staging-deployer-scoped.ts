/** staging with the deploy role, whose access is protected, let into one namespace only. */
import { staging } from "../../fixtures/fork/stacks/staging";
import { build } from "./build";
import { scoped } from "./scoped";

export const outputs = build(staging, scoped("platform-deploy"));
