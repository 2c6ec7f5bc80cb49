/** What others know of policies of admission: the kit's own rules, for policies that hold in some namespaces alone. */
import type { OwnValidation } from "./admission-schema";
import { changing } from "./draft";
import { targetGroupsOf } from "./other-sets";

export { quoted } from "./cel";

type Conditions = NonNullable<OwnValidation["matchConditions"]>;

/** Lets an update pass that leaves alone what is read: controllers take finalizers off what was there before the policy. */
export function whenChanging(reads: (object: string) => string): Conditions {
    const { expression, name } = changing(reads);
    return { [name]: expression };
}

/** Which target groups a TargetGroupBinding takes over, as a policy of one's own; none where the list is empty. */
export function targetGroupRules(allowed: readonly string[]): OwnValidation {
    const draft = targetGroupsOf({ allowed: [...allowed] });
    const { matchConditions = [], reads, resources, validations } = draft;
    const conditions = matchConditions.map(({ expression, name }) => [name, expression] as const);
    return {
        resources: [...resources],
        matchConditions: {
            ...Object.fromEntries(conditions),
            ...(reads === undefined ? {} : whenChanging(reads)),
        },
        validations: validations.map(({ expression, message }) => ({ expression, message })),
    };
}
