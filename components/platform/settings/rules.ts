/** Rules of an environment's settings as a whole. Pure. */
import { checkKubernetesVersion } from "../../cluster/kubernetes-version";
import { checkOrganisation, checkPrefixed } from "../../shared/organisation";
import type { Problem } from "../../shared/problems";
import { checkTags, type TagRules } from "../../shared/tags";
import type { SettingsReading } from "./types";

/** Rules that join settings of several components, or that hold whatever the environment is made of. */
export function checkWhole(reading: SettingsReading): Problem[] {
    const { admins, assumeRoleArn, deployRoleArn, kubernetesVersion } = reading.valid;
    const problems = [...checkRules(reading), ...checkMinor(kubernetesVersion)];
    if (assumeRoleArn !== undefined && admins !== undefined && deployRoleArn !== undefined) {
        if (![...admins, deployRoleArn].includes(assumeRoleArn)) {
            problems.push({
                path: "platform:assumeRoleArn",
                what: "this role reaches the API server but has no access entry, so every call would end in Unauthorized",
                got: assumeRoleArn,
                remedy: "Name it as platform:deployRoleArn or list it in platform:admins",
            });
        }
    }
    return problems;
}

/** What an organisation that cannot be read asks of tags is not known: what AWS asks of them is. */
const OF_AWS_ALONE: TagRules = { required: [], cluster: false, environment: false, managedBy: false };

/** What the organisation asks, and what it asks of the settings. */
function checkRules({ problems, valid }: SettingsReading): Problem[] {
    const { account, clusterName, organisation, region, tags = {} } = valid;
    if (problems.some(({ path }) => path.startsWith("platform:organisation"))) {
        return checkTags("platform:tags", tags, OF_AWS_ALONE);
    }
    const place = account === undefined || region === undefined ? undefined : { account, region };
    return [
        ...(organisation === undefined || place === undefined
            ? []
            : checkOrganisation("platform:organisation", organisation, place)),
        ...(organisation === undefined || clusterName === undefined
            ? []
            : checkPrefixed("platform:clusterName", clusterName, organisation)),
        ...(valid.tags === undefined ? [] : checkTags("platform:tags", tags, organisation?.tags)),
    ];
}

/** A cluster of the kit's says so itself; on one of others, and where the clusters are to come, nobody else does. */
function checkMinor(version: string | undefined): Problem[] {
    const problems = version === undefined ? [] : checkKubernetesVersion(version);
    return problems.map((problem) => ({ ...problem, path: `platform:${problem.path}` }));
}
