/** The kit's sets of rules: each word's policy, of the catalogue of rules. Pure. */
import {
    defaultAccountOf,
    defaultNamespaceOf,
    rolesOf,
    serviceLinksOf,
    tokenSecretsOf,
} from "./account-sets";
import type { AdmissionWords } from "./admission-schema";
import { quoted } from "./cel";
import {
    capabilitiesOf,
    escalationOf,
    nonRootOf,
    privilegedOf,
    readOnlyRootOf,
    secretsAsFilesOf,
} from "./container-sets";
import { changing, type Draft } from "./draft";
import { loadBalancersOf, namespaceLevelsOf, targetGroupsOf } from "./other-sets";
import { hostOf, imageTagsOf, registriesOf, resourcesOf } from "./pod-sets";
import type { Validation } from "./policy-plan";
import { RULE_WORDS, RUN_TIME_RULES, type RunTimeRule, type RuleWord } from "./rules";

/** Every rule has a policy: one without does not compile. */
const DRAFTS: {
    readonly [word in RuleWord]: (words: NonNullable<AdmissionWords[word]>) => Draft;
} = {
    registries: registriesOf,
    imageTags: imageTagsOf,
    resources: resourcesOf,
    host: hostOf,
    privileged: privilegedOf,
    capabilities: capabilitiesOf,
    escalation: escalationOf,
    nonRoot: nonRootOf,
    readOnlyRoot: readOnlyRootOf,
    secretsAsFiles: secretsAsFilesOf,
    serviceLinks: serviceLinksOf,
    loadBalancers: loadBalancersOf,
    targetGroups: targetGroupsOf,
    defaultAccount: defaultAccountOf,
    namespaceLevels: namespaceLevelsOf,
    defaultNamespace: defaultNamespaceOf,
    tokenSecrets: tokenSecretsOf,
    roles: rolesOf,
};

/** What a word is asked for with, and its policy. */
export interface KitSet {
    readonly word: RuleWord;
    readonly asked: NonNullable<AdmissionWords[RuleWord]>;
    readonly draft: Required<Pick<Draft, "matchConditions" | "resources" | "validations" | "variables">>;
}

/** Those that are asked for, in the order of the rules. */
export function setsOf(words: AdmissionWords): readonly KitSet[] {
    return RULE_WORDS.flatMap((word) => setOf(word, words[word]));
}

function setOf<Word extends RuleWord>(word: Word, asked: AdmissionWords[Word]): KitSet[] {
    if (asked === undefined) return [];
    const { matchConditions = [], reads, resources, validations, variables = [] } = DRAFTS[word](asked);
    const rule = RUN_TIME_RULES[word];
    return [
        {
            word,
            asked,
            draft: {
                matchConditions: [...matchConditions, ...(reads === undefined ? [] : [changing(reads)])],
                resources,
                validations: validations.map((one) => told(rule, one)),
                variables,
            },
        },
    ];
}

/** Whoever is refused reads which control it is, and what to do. */
function told(
    { id, remedy }: RunTimeRule,
    { expression, message, messageExpression }: Validation,
): Validation {
    return {
        expression,
        message: `${id}: ${message}. ${remedy}.`,
        ...(messageExpression === undefined
            ? {}
            : {
                  messageExpression: `${quoted(`${id}: `)} + ${messageExpression} + ${quoted(`. ${remedy}.`)}`,
              }),
    };
}
