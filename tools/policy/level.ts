/** How much is asked of an environment. */
import { type Policy, POLICY_LEVELS, type PolicyLevel } from "../../components/platform/policy";

/** What the fork's policy gives it, else the level of its own name, else the least. */
export function levelOf(environment: string, { levels }: Pick<Policy, "levels">): PolicyLevel {
    return levels[environment] ?? POLICY_LEVELS.find((level) => level === environment) ?? "dev";
}
