import { vi } from "vitest";

/** What the stack would set; import this before a module that reads its settings when loaded. */
vi.stubEnv("AWS_REGION", "us-east-1");
vi.stubEnv("TABLE_NAME", "profiles-test");
vi.stubEnv("LOG_KEY", "log-key-test");
vi.stubEnv("PHOTO_BUCKET", "photos-test");
vi.stubEnv("REMOVAL_LOG_BUCKET", "removals-test");
vi.stubEnv("PHOTO_BASE_URL", "https://photos.example.com");
vi.stubEnv("PROFILES_PER_ACCOUNT", "25");
vi.stubEnv("LEAD_RETENTION_DAYS", "365");
vi.stubEnv("CORS_ORIGINS", "*");
vi.stubEnv("SESSION_REQUESTS_PER_DAY", "10000");
