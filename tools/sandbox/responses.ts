/** Answers of Check and Diff as protocol messages. */
import * as proto from "@pulumi/pulumi/proto/provider_pb";

import { toStruct } from "../plan/requests";
import type { Change, Difference } from "./diff";
import type { Checked } from "./naming";

export function checkResponse({ inputs, failures }: Checked): proto.CheckResponse {
    const response = new proto.CheckResponse();
    response.setInputs(toStruct(inputs));
    for (const { property, reason } of failures) {
        const failure = new proto.CheckFailure();
        failure.setProperty(property);
        failure.setReason(reason);
        response.addFailures(failure);
    }
    return response;
}

export function diffResponse({ changes, deleteBeforeReplace }: Difference): proto.DiffResponse {
    const response = new proto.DiffResponse();
    const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
    response.setChanges(changes.length === 0 ? DIFF_NONE : DIFF_SOME);
    response.setDiffsList(topLevel(changes));
    response.setReplacesList(topLevel(changes.filter(({ replaces }) => replaces)));
    response.setDeletebeforereplace(deleteBeforeReplace);
    response.setHasdetaileddiff(true);
    for (const change of changes) {
        const detail = new proto.PropertyDiff();
        detail.setKind(kindOf(change));
        detail.setInputdiff(true);
        response.getDetaileddiffMap().set(change.path, detail);
    }
    return response;
}

function kindOf({ kind, replaces }: Change): proto.PropertyDiff.Kind {
    const { Kind } = proto.PropertyDiff;
    switch (kind) {
        case "add":
            return replaces ? Kind.ADD_REPLACE : Kind.ADD;
        case "update":
            return replaces ? Kind.UPDATE_REPLACE : Kind.UPDATE;
        case "delete":
            return replaces ? Kind.DELETE_REPLACE : Kind.DELETE;
    }
}

/** `vpcConfig` of `vpcConfig.subnetIds[1]`, each once, sorted. */
function topLevel(changes: readonly Change[]): string[] {
    return [...new Set(changes.map(({ path }) => /^[^.[]+/.exec(path)?.[0] ?? path))].sort();
}
