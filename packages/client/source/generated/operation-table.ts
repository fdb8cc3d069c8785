// Made from docs/openapi.json by `npm run openapi`. Changes here are lost.

/** Method, path, and what the operation takes and answers, as operation.ts reads it. */
export const OPERATION_TABLE = {
  profiles: {
    createProfile: "POST /api/v1/profiles form key",
    listProfiles: "GET /api/v1/profiles/all query list:",
    getPrimaryProfile: "GET /api/v1/profiles/me",
    getPublicProfile: "GET /api/v1/profiles/p/{identifier} open query any",
    getProfile: "GET /api/v1/profiles/{profile_id}",
    updateProfile: "PATCH /api/v1/profiles/{profile_id} form match",
    deleteProfile: "DELETE /api/v1/profiles/{profile_id} match",
    publishProfile: "POST /api/v1/profiles/{profile_id}/publish match key",
    unpublishProfile: "POST /api/v1/profiles/{profile_id}/unpublish match key",
  },
  photos: {
    createPhotoUpload: "POST /api/v1/profiles/{profile_id}/photo-uploads body match key",
    getPhotoUpload: "GET /api/v1/profiles/{profile_id}/photo-uploads/{upload_id}",
    deletePhoto: "DELETE /api/v1/profiles/{profile_id}/photo match",
  },
  exchange: {
    importProfile: "POST /api/v1/profiles/import body file query key",
    importIntoProfile: "POST /api/v1/profiles/{profile_id}/import body file query match key",
    exportProfile: "GET /api/v1/profiles/{profile_id}/export query any",
  },
  contacts: {
    saveContact: "POST /api/v1/contacts body key",
    listContacts: "GET /api/v1/contacts query list:contacts",
    getContactLimits: "GET /api/v1/contacts/limits",
    getContact: "GET /api/v1/contacts/{contact_id}",
    deleteContact: "DELETE /api/v1/contacts/{contact_id}",
    recordScan: "POST /api/v1/contacts/scans body key",
    listScans: "GET /api/v1/contacts/scans query list:scans",
    getVcard: "GET /api/v1/contacts/{contact_id}/vcf open query any",
  },
  mcp: {
    getAnalyticsSummary: "GET /api/v1/mcp/analytics-summary query",
    getMcpProfile: "GET /api/v1/mcp/profile",
    listMcpContacts: "GET /api/v1/mcp/contacts query list:contacts",
    getMcpContact: "GET /api/v1/mcp/contacts/{contact_id}",
  },
  leads: {
    saveLead: "POST /api/v1/public/save-contact body key",
    listLeads: "GET /api/v1/leads query list:leads",
    deleteLead: "DELETE /api/v1/leads/{lead_id}",
  },
  directory: {
    searchDirectory: "GET /api/v1/public/directory/search query list:results",
    postDirectorySearch: "POST /api/v1/public/directory/search body key list:results",
  },
  apiKeys: {
    createApiKey: "POST /api/v1/api-keys body key",
    listApiKeys: "GET /api/v1/api-keys list:",
    deleteApiKey: "DELETE /api/v1/api-keys/{key_id}",
    rotateApiKey: "POST /api/v1/api-keys/{key_id}/rotate body key",
  },
  account: {
    eraseAccount: "DELETE /api/v1/account query",
    createAccountExport: "POST /api/v1/account/export key",
    getAccountExport: "GET /api/v1/account/export/{export_id}",
  },
  sections: {
    listSocialLinks: "GET /api/v1/profiles/{profile_id}/social-links list:",
    addSocialLink: "POST /api/v1/profiles/{profile_id}/social-links body match key",
    updateSocialLink: "PATCH /api/v1/profiles/{profile_id}/social-links/{entry_id} body match",
    deleteSocialLink: "DELETE /api/v1/profiles/{profile_id}/social-links/{entry_id} match",
    listWorkExperiences: "GET /api/v1/profiles/{profile_id}/work-experiences list:",
    addWorkExperience: "POST /api/v1/profiles/{profile_id}/work-experiences body match key",
    updateWorkExperience: "PATCH /api/v1/profiles/{profile_id}/work-experiences/{entry_id} body match",
    deleteWorkExperience: "DELETE /api/v1/profiles/{profile_id}/work-experiences/{entry_id} match",
    listEducation: "GET /api/v1/profiles/{profile_id}/education list:",
    addEducation: "POST /api/v1/profiles/{profile_id}/education body match key",
    updateEducation: "PATCH /api/v1/profiles/{profile_id}/education/{entry_id} body match",
    deleteEducation: "DELETE /api/v1/profiles/{profile_id}/education/{entry_id} match",
  },
  pages: {
    getProfilePage: "GET /p/{identifier} open query any",
    getProfileQr: "GET /api/v1/profiles/p/{identifier}/qr open query any",
    getHome: "GET / open any",
    getDocs: "GET /docs open any",
    getDocsFile: "GET /docs/{file} open any",
  },
  system: {
    getHealth: "GET /health open",
    getOpenapi: "GET /openapi.json open",
  },
} as const;
